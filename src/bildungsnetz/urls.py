"""All addresses; the order matters: fixed words first, then the address part of a network."""

from django.urls import include, path

urlpatterns = [
    path("api/oparl/v1.1/", include("bildungsnetz.api.oparl.urls")),
    path("api/v1/", include("bildungsnetz.api.urls")),
    path("", include("bildungsnetz.design.urls")),
    path("", include("bildungsnetz.accounts.urls")),
    path("", include("bildungsnetz.desk.urls")),
    path("", include("bildungsnetz.journal.urls")),
    path("", include("bildungsnetz.intake.urls")),
    path("", include("bildungsnetz.documents.urls")),
    path("", include("bildungsnetz.networks.urls")),
    path("", include("bildungsnetz.partners.urls")),
    path("", include("bildungsnetz.monitoring.urls")),
    path("", include("bildungsnetz.governance.urls")),
    path("", include("bildungsnetz.transition.urls")),
    path("", include("bildungsnetz.inclusion.urls")),
    path("", include("bildungsnetz.strategy.urls")),
    path("", include("bildungsnetz.media.urls")),
    # Last: its pages of a network begin with a free word.
    path("", include("bildungsnetz.portal.urls")),
]

handler500 = "bildungsnetz.design.views.server_error"
