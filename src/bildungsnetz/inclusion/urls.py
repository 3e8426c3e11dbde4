"""Addresses of places, counts, plans and the public guide."""

from django.urls import path

from bildungsnetz.inclusion.views import balance, supply

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
    path(SCHOOLS, supply.schools, name="schools"),
    path(f"{SCHOOLS}/<slug:number>", supply.school, name="school"),
    path(f"{SCHOOLS}/<slug:number>/ausstattung", supply.facts, name="facts"),
    path(f"{SCHOOLS}/<slug:number>/plaetze", supply.places, name="places"),
]
