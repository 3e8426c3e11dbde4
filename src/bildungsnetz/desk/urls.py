"""Addresses of the desks and of operation."""

from django.urls import path

from bildungsnetz.desk.views import desk, operation

app_name = "desk"
urlpatterns = [
    path("schreibtisch", desk.home, name="home"),
    path("land", desk.state_desk, name="state_desk"),
    path("betrieb", operation.operation, name="operation"),
    path("betrieb/personen", operation.people, name="people"),
    path("betrieb/personen/<int:pk>/loeschen", operation.erase, name="erase"),
    path("betrieb/netzwerke", operation.networks, name="networks"),
    path("<slug:slug>/schreibtisch", desk.desk, name="desk"),
    path("<slug:slug>/schreibtisch/erinnern/<int:number>", desk.remind_side, name="remind"),
]
