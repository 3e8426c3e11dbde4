"""Address of the history of any object."""

from django.urls import path

from bildungsnetz.journal import views

app_name = "journal"
urlpatterns = [path("verlauf/<str:kind>/<int:pk>", views.history, name="history")]
