// Lets the keyboard reach what scrolls sideways. Only wide tables and pictures get a tab stop, and only while
// they do not fit; without script the browser's own handling remains.

const SCROLLERS = ".bn-table-scroll, .bn-chart-scroll";
const MARK = "bnScrolls";

function nameOf(scroller) {
  const caption = scroller.querySelector("caption");
  const heading = scroller.closest("section, article, main")?.querySelector("h1, h2, h3");
  return (caption ?? heading)?.textContent.trim() ?? document.title;
}

function refresh(scroller) {
  const scrolls = scroller.scrollWidth > scroller.clientWidth;
  if (scrolls && !scroller.hasAttribute("tabindex")) {
    scroller.dataset[MARK] = "";
    scroller.tabIndex = 0;
    scroller.setAttribute("role", "group");
    scroller.setAttribute("aria-label", scroller.getAttribute("aria-label") ?? nameOf(scroller));
  } else if (!scrolls && MARK in scroller.dataset) {
    delete scroller.dataset[MARK];
    for (const attribute of ["tabindex", "role", "aria-label"]) scroller.removeAttribute(attribute);
  }
}

const watcher = new ResizeObserver((entries) => {
  // What was taken off the page meanwhile has no scroller any more.
  const scrollers = entries.map((entry) => entry.target.closest(SCROLLERS)).filter(Boolean);
  new Set(scrollers).forEach(refresh);
});

function watch() {
  document.querySelectorAll(SCROLLERS).forEach((scroller) => {
    refresh(scroller);
    watcher.observe(scroller);
    // What is inside can grow by itself, for example when the font arrives.
    for (const inside of scroller.children) watcher.observe(inside);
  });
}

watch();
document.addEventListener("htmx:afterSettle", watch);
