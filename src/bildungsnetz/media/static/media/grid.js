// The grid by keyboard: one tab stop, arrows, Enter opens the form beside it, Esc returns, Del empties, Ctrl+Z undoes.
// Without this module every cell is a link to the same form on a page of its own.
const table = document.querySelector("[data-grid]");
const place = document.getElementById("raster-formular");

function cellsOf(grid) {
  return [...grid.querySelectorAll("tr")]
    .map((row) => [...row.querySelectorAll(".bn-grid__cell > a")])
    .filter((cells) => cells.length);
}

function start(grid) {
  const rows = cellsOf(grid);
  let current = [0, 0];

  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-describedby", "raster-tasten");
  for (const row of grid.querySelectorAll("tr")) row.setAttribute("role", "row");
  for (const cell of grid.querySelectorAll("th[scope=col]")) cell.setAttribute("role", "columnheader");
  for (const cell of grid.querySelectorAll("th[scope=row]")) cell.setAttribute("role", "rowheader");
  for (const cell of grid.querySelectorAll("th[scope=rowgroup], td")) cell.setAttribute("role", "gridcell");
  for (const part of grid.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");

  function select(row, column, focus = true) {
    const y = Math.max(0, Math.min(row, rows.length - 1));
    const x = Math.max(0, Math.min(column, rows[y].length - 1));
    rows.flat().forEach((link) => (link.tabIndex = -1));
    rows[y][x].tabIndex = 0;
    current = [y, x];
    if (focus) rows[y][x].focus();
  }

  async function open(link) {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    if (!answer.ok) {
      location.href = link.href;
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.getElementById("zellen-formular");
    place.replaceChildren(document.importNode(form, true));
    (place.querySelector("select, input:not([type=hidden])") ?? place).focus();
  }

  function empty(link) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = `${new URL(link.href).pathname}/leeren`;
    const token = document.createElement("input");
    token.type = "hidden";
    token.name = "csrfmiddlewaretoken";
    token.value = document.querySelector("[name=csrfmiddlewaretoken]").value;
    form.append(token);
    document.body.append(form);
    form.submit();
  }

  grid.addEventListener("keydown", (event) => {
    const [y, x] = current;
    const whole = event.ctrlKey || event.metaKey;
    const moves = {
      ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1],
      Home: whole ? [0, 0] : [y, 0], End: whole ? [rows.length - 1, 99] : [y, 99],
    };
    if (moves[event.key]) {
      event.preventDefault();
      select(...moves[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(rows[y][x]);
    } else if (event.key === "Delete" && rows[y][x].querySelector(".bn-unit")) {
      event.preventDefault();
      empty(rows[y][x]);
    }
  });
  grid.addEventListener("focusin", (event) => {
    rows.forEach((row, y) => row.forEach((link, x) => link === event.target && select(y, x, false)));
  });
  grid.addEventListener("click", (event) => {
    const link = event.target.closest(".bn-grid__cell > a");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(link);
    }
  });
  function close(event) {
    event.preventDefault();
    place.replaceChildren();
    select(...current);
  }
  place.addEventListener("keydown", (event) => event.key === "Escape" && close(event));
  place.addEventListener("click", (event) => event.target.closest("[data-close]") && close(event));
  document.addEventListener("keydown", (event) => {
    const undo = document.querySelector("[data-undo]");
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && undo && !event.target.closest("input, textarea")) {
      event.preventDefault();
      undo.click();
    }
  });

  const named = decodeURIComponent(location.hash.slice(1));
  const wanted = rows.findIndex((row) => row.some((link) => link.parentElement.id === named));
  if (wanted >= 0) select(wanted, rows[wanted].findIndex((link) => link.parentElement.id === named));
  else select(0, 0, false);
}

if (table && place) start(table);
