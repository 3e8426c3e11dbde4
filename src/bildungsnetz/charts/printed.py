"""The same pictures for paper: where no style sheet can reach, classes become attributes of their shapes."""

from xml.etree import ElementTree

from bildungsnetz.charts.svg import NAMESPACE

INK, MUTED, LINE, GROUND = "#171a2b", "#5a6072", "#8b92a5", "#ffffff"
STRONG, MIDDLE, LIGHT, PALE, HIGHLIGHT = "#0b3d91", "#7c9bd0", "#c9d8ef", "#eef3fb", "#0b6e74"
LOOKS: dict[str, dict[str, str]] = {
    "bn-chart-text": {"font-family": "Fira Sans", "font-size": "12", "fill": INK},
    "bn-chart-label": {"font-family": "Fira Sans", "font-size": "12", "fill": INK},
    "bn-chart-text--strong": {"font-weight": "600"},
    "bn-chart-axis": {"stroke": STRONG, "stroke-width": "1"},
    "bn-chart-grid": {"stroke": LIGHT, "stroke-width": "1"},
    "bn-chart-missing": {"fill": PALE},
    "bn-chart-line--own": {"stroke": STRONG, "stroke-width": "2.5"},
    "bn-chart-line--other": {"stroke": MUTED, "stroke-width": "1.5"},
    "bn-chart-line--gap": {"stroke-dasharray": "2 4"},
    "bn-chart-point--own": {"fill": STRONG, "stroke": GROUND, "stroke-width": "1"},
    "bn-chart-point--other": {"fill": MUTED, "stroke": GROUND, "stroke-width": "1"},
    "bn-chart-limit--inner": {"fill": "none", "stroke": MUTED, "stroke-width": "1"},
    "bn-chart-limit--outer": {"fill": "none", "stroke": MUTED, "stroke-width": "1", "stroke-dasharray": "5 4"},
    "bn-chart-area": {"stroke": GROUND, "stroke-width": "1.2"},
    "bn-chart-area--strong": {"fill": STRONG},
    "bn-chart-area--middle": {"fill": MIDDLE},
    "bn-chart-area--light": {"fill": LIGHT},
    "bn-chart-area--pale": {"fill": PALE, "stroke": LINE},
    "bn-chart-area--highlight": {"fill": HIGHLIGHT, "stroke": INK},
    "bn-chart-area--empty": {"fill": GROUND, "stroke": MUTED, "stroke-dasharray": "4 3"},
    "bn-chart-hatch-ground": {"fill": PALE},
    "bn-chart-hatch-line": {"stroke": STRONG, "stroke-width": "3"},
    "bn-chart-target": {"fill": "none"},
    "bn-chart-bar--earlier": {"fill": STRONG},
    "bn-chart-bar--current": {"fill": HIGHLIGHT},
    "bn-chart-bar--later": {"fill": LIGHT},
    "bn-chart-measure": {"fill": LIGHT},
}


def printed(svg: str) -> bytes:
    """Return a picture that looks right without style sheet; titles of shapes, useless on paper, are left out."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.fromstring(svg)  # noqa: S314  drawn by ourselves a moment ago
    sizes = (root.get("viewBox") or "0 0 100 100").split()
    root.set("width", sizes[2])
    root.set("height", sizes[3])
    for shape in root.iter():
        for name in (shape.get("class") or "").split():
            for attribute, value in LOOKS.get(name, {}).items():
                if not (attribute == "fill" and (shape.get("fill") or "").startswith("url(")):
                    shape.set(attribute, value)
        for child in list(shape):
            if child.tag.endswith("}title") and shape is not root:
                shape.remove(child)
    return ElementTree.tostring(root, encoding="unicode").encode()
