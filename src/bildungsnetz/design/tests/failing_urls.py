from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.urls import include, path


def fail(request):
    raise RuntimeError("planted")


def refuse(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


urlpatterns = [
    path("kaputt", fail),
    path("verboten", refuse),
    path("verdacht", suspect),
    path("", include("bildungsnetz.urls")),
]

handler500 = "bildungsnetz.design.views.server_error"
