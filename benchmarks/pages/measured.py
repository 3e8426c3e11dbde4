"""The pages that are measured, by a short name."""

PAGES = {
    "register": "/netzwerke?tag=19.11.2013",
    "schools": "/kreis-mettmann/schulen",
    "schools-search": "/kreis-mettmann/schulen?suche=Grundschule",
}
# Rendered from memory as baseline. Named, because a page may render parts (a form's field) before itself.
TEMPLATES = {
    "register": "portal/networks.html",
    "schools": "partners/schools.html",
    "schools-search": "partners/schools.html",
}
