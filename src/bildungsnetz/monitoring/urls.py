"""Addresses of figures; whoever does not work with figures gets the released ones at the same address."""

from django.urls import path

from bildungsnetz.monitoring.views import figures

app_name = "monitoring"
FIGURES = "<slug:slug>/zahlen"

urlpatterns = [
    path(FIGURES, figures.catalogue, name="figures"),
    path(f"{FIGURES}/<slug:code>", figures.indicator, name="indicator"),
]
