"""Addresses of figures; whoever does not work with figures gets the released ones at the same address."""

from django.urls import path

from bildungsnetz.monitoring.views import figures, released, releases

app_name = "monitoring"
FIGURES = "<slug:slug>/zahlen"
RELEASE = "<slug:slug>/freigaben/<slug:name>"

urlpatterns = [
    path("offene-daten/katalog.<str:form>", released.catalogue_of_open_data, name="open_data_catalogue"),
    path(FIGURES, figures.catalogue, name="figures"),
    path(f"{FIGURES}/<slug:code>.csv", released.figures_csv, name="figures_csv"),
    path(f"{FIGURES}/<slug:code>.pdf", released.figures_pdf, name="figures_pdf"),
    path(f"{FIGURES}/<slug:code>", figures.indicator, name="indicator"),
    path("<slug:slug>/freigaben", releases.overview, name="releases"),
    path("<slug:slug>/freigaben/neu", releases.prepare, name="release_new"),
    path(RELEASE, releases.release, name="release"),
    path(f"{RELEASE}/aendern", releases.change, name="release_change"),
    path(f"{RELEASE}/kennzahl", releases.add_indicator, name="release_indicator"),
    path(f"{RELEASE}/eigene-zahlen", releases.add_own, name="release_own"),
    path(f"{RELEASE}/tabellen/<int:position>/entfernen", releases.remove_table, name="release_remove"),
    path(f"{RELEASE}/tun", releases.act, name="release_act"),
    path(f"{RELEASE}/zustimmung", releases.consent, name="release_consent"),
    path(f"{RELEASE}/nicht-zustimmen", releases.refuse, name="release_refuse"),
    path(f"{RELEASE}/zuruecknehmen", releases.withdraw, name="release_withdraw"),
]
