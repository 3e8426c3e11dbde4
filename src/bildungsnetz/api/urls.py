"""The interface for machines, version 1: its description, its schema, its calls."""

from django.urls import include, path, re_path

from bildungsnetz.api import views
from bildungsnetz.api.answers import for_machines, wrap_all
from bildungsnetz.api.endpoints import api

calls, application, namespace = api.urls
pages = [
    path("docs", views.docs, name="docs"),
    re_path(r"^.*$", for_machines(views.nothing_here), name="nothing_here"),
]
# Two namespaces side by side: the library looks up its own at the top level.
urlpatterns = [
    path("", include((wrap_all(calls), application), namespace=namespace)),
    path("", include((pages, "api"))),
]
