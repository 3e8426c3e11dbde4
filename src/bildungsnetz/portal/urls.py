"""The public pages. Fixed words first; then the pages of a network, whose address begins with a free word."""

from django.urls import path

from bildungsnetz.portal.views import duties, network, state

app_name = "portal"
urlpatterns = [
    path("", state.start, name="start"),
    path("netzwerke", state.networks, name="networks"),
    path("netzwerke.csv", state.networks_csv, name="networks_csv"),
    path("suche", state.search, name="search"),
    path("offene-daten", state.open_data, name="open_data"),
    path("robots.txt", state.robots, name="robots"),
    path("impressum", duties.imprint, name="imprint"),
    path("datenschutz", duties.privacy, name="privacy"),
    path("barrierefreiheit", duties.accessibility, name="accessibility"),
    path("barriere-melden", duties.barrier, name="barrier"),
    path("leichte-sprache", duties.easy_language, name="easy_language"),
    path("gebaerdensprache", duties.sign_language, name="sign_language"),
    path("<slug:slug>", network.start, name="network"),
    path("<slug:slug>/netzwerk", network.about, name="about"),
    path("<slug:slug>/vertrag", network.contract, name="contract"),
    path("<slug:slug>/handlungsfelder/<slug:field>", network.field, name="field"),
]
