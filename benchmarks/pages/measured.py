"""The pages that are measured, by a short name."""

PAGES = {
    "register": "/netzwerke?tag=19.11.2013",
    "schools": "/kreis-mettmann/schulen",
    "schools-search": "/kreis-mettmann/schulen?suche=Grundschule",
}
