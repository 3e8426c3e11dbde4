"""Addresses of places, counts, plans and the public guide."""

from django.urls import path

from bildungsnetz.inclusion.views import balance, guide, plans, supply

app_name = "inclusion"
HERE = "<slug:slug>/inklusion"
SCHOOLS = f"{HERE}/schulen"
COUNTS = f"{HERE}/zahlen"

urlpatterns = [
    path(HERE, balance.overview, name="overview"),
    path(f"{HERE}/bilanz.csv", balance.balance_csv, name="balance_csv"),
    path(COUNTS, balance.counts, name="counts"),
    path(f"{COUNTS}/bedarf", balance.need_new, name="need_new"),
    path(f"{COUNTS}/alle", balance.pupils_new, name="pupils_new"),
    path("<slug:slug>/unterstuetzung", guide.guide, name="guide"),
    path("<slug:slug>/unterstuetzung/stellen/neu", guide.contact_new, name="contact_new"),
    path("<slug:slug>/unterstuetzung/termine/neu", guide.date_new, name="date_new"),
    path(f"{HERE}/prognose", plans.forecast, name="forecast"),
    path(f"{HERE}/prognose/freigeben", plans.forecast_release, name="forecast_release"),
    path(f"{HERE}/kennzahlen", plans.quotas, name="quotas"),
    path(f"{HERE}/kennzahlen/freigeben", plans.quota_release, name="quota_release"),
    path(f"{HERE}/szenarien", plans.scenarios, name="scenarios"),
    path(f"{HERE}/szenarien/neu", plans.scenario_new, name="scenario_new"),
    path(f"{HERE}/szenarien/<int:pk>", plans.scenario, name="scenario"),
    path(f"{HERE}/szenarien/<int:pk>/schritte/neu", plans.step_new, name="step_new"),
    path(f"{HERE}/vorschlag", plans.proposal, name="proposal"),
    path(f"{HERE}/assistenz", guide.assistants, name="assistants"),
    path(f"{HERE}/assistenz/neu", guide.hours_new, name="hours_new"),
    path(f"{HERE}/uebergang", guide.transition, name="transition"),
    path(f"{HERE}/uebergang/neu", guide.transition_new, name="transition_new"),
    path(SCHOOLS, supply.schools, name="schools"),
    path(f"{SCHOOLS}/<slug:number>", supply.school, name="school"),
    path(f"{SCHOOLS}/<slug:number>/ausstattung", supply.facts, name="facts"),
    path(f"{SCHOOLS}/<slug:number>/plaetze", supply.places, name="places"),
]
