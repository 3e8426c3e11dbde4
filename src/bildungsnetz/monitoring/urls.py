"""Addresses of figures; whoever does not work with figures gets the released ones at the same address."""

from django.urls import path

from bildungsnetz.monitoring.views import (
    definitions,
    figures,
    reading_in,
    released,
    releases,
    report_editing,
    reports,
)

app_name = "monitoring"
FIGURES = "<slug:slug>/zahlen"
RELEASE = "<slug:slug>/freigaben/<slug:name>"
REPORT = "<slug:slug>/berichte/<int:number>"

urlpatterns = [
    path("offene-daten/katalog.<str:form>", released.catalogue_of_open_data, name="open_data_catalogue"),
    path(FIGURES, figures.catalogue, name="figures"),
    path(f"{FIGURES}/einlesen", reading_in.choose, name="figures_choose"),
    path(f"{FIGURES}/einlesen/<int:key>", reading_in.columns, name="columns"),
    path(f"{FIGURES}/neu", definitions.define, name="indicator_new"),
    path(f"{FIGURES}/vergleich/neu", definitions.new_set, name="comparison_set_new"),
    path(f"{FIGURES}/<slug:code>/bearbeiten", definitions.redefine, name="indicator_redefine"),
    path(f"{FIGURES}/<slug:code>/ansicht.csv", figures.explorer_csv, name="explorer_csv"),
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
    path("<slug:slug>/berichte", reports.overview, name="reports"),
    path("<slug:slug>/berichte/neu", report_editing.begin, name="report_new"),
    path(f"{REPORT}.pdf", reports.report_pdf, name="report_pdf"),
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}/zustimmung", reports.consent, name="report_consent"),
    path(f"{REPORT}/nicht-zustimmen", reports.refuse, name="report_refuse"),
    path(f"{REPORT}/zuruecknehmen", reports.withdraw, name="report_withdraw"),
    path(f"{REPORT}/bearbeiten", report_editing.edit, name="report_edit"),
    path(f"{REPORT}/rahmen", report_editing.frame, name="report_frame"),
    path(f"{REPORT}/tun", report_editing.act, name="report_act"),
    path(f"{REPORT}/kapitel/neu", report_editing.add_chapter, name="chapter_new"),
    path(f"{REPORT}/kapitel/<int:key>", report_editing.change_chapter, name="chapter"),
    path(f"{REPORT}/kapitel/<int:key>/entfernen", report_editing.remove_chapter, name="chapter_remove"),
    path(f"{REPORT}/kapitel/<int:key>/<slug:kind>", report_editing.add_block, name="block_new"),
    path(f"{REPORT}/bausteine/<int:key>", report_editing.change_block, name="block"),
    path(f"{REPORT}/bausteine/<int:key>/tun", report_editing.act_on_block, name="block_act"),
]
