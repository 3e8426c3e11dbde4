"""Writing SVG with the standard library: elements, numbers, and the frame every picture shares."""

from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

NAMESPACE = "http://www.w3.org/2000/svg"
AVERAGE_LETTER = 0.56  # width of a letter of the typeface in em, generous so that labels do not collide


@dataclass(frozen=True)
class Frame:
    """Size and words of a picture. ``key`` makes its ids unique on the page; measures in user units."""

    key: str
    title: str
    finding: str
    width: float
    height: float
    kind: str
    has_links: bool = False


def picture(frame: Frame) -> Element:
    """Begin a picture: title and finding are read out in its place.

    A picture with links is a group, not an image: the parts of an image cannot be reached one by one.
    """
    root = Element(
        "svg",
        {
            "xmlns": NAMESPACE,
            "viewBox": f"0 0 {number(frame.width)} {number(frame.height)}",
            "class": f"bn-chart bn-chart--{frame.kind}",
            "role": "group" if frame.has_links else "img",
            "aria-labelledby": f"{frame.key}-title {frame.key}-finding",
        },
    )
    add(root, "title", frame.title, id=f"{frame.key}-title")
    add(root, "desc", frame.finding, id=f"{frame.key}-finding")
    return root


def add(parent: Element, tag: str, words: str = "", /, **attributes: str | float) -> Element:
    """Append an element; ``class_`` stands for class, underscores for hyphens."""
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    if "style" in names:
        raise ValueError("style attributes are forbidden by the page's policy; use a class")
    child = ElementTree.SubElement(
        parent, tag, {name: value if isinstance(value, str) else number(value) for name, value in names.items()}
    )
    if words:
        child.text = words
    return child


def linked(parent: Element, href: str, name: str) -> Element:
    """Append a link with a readable name and return it, or return ``parent`` where there is nothing to open."""
    return add(parent, "a", href=href, aria_label=name) if href else parent


def hatch(root: Element, key: str) -> str:
    """Define the hatching of a picture and return the fill that uses it."""
    name = f"{key}-hatch"
    pattern = add(
        add(root, "defs"),
        "pattern",
        id=name,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    add(pattern, "rect", width=7, height=7, class_="bn-chart-hatch-ground")
    add(pattern, "line", x1=0, y1=0, x2=0, y2=7, class_="bn-chart-hatch-line")
    return f"url(#{name})"


def text_width(words: str, size: float) -> float:
    """Estimate how wide a text is at a font size, in user units."""
    return len(words) * size * AVERAGE_LETTER


def number(value: float) -> str:
    """Write a measure with at most one decimal."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def markup(root: Element) -> str:
    """Return the finished picture."""
    return ElementTree.tostring(root, encoding="unicode")
