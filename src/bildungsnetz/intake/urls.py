from django.urls import path

from bildungsnetz.intake import views

app_name = "intake"
urlpatterns = [
    path("einlesen", views.runs, name="runs"),
    path("einlesen/<int:number>", views.run, name="run"),
    path("einlesen/<int:number>/stand", views.progress, name="progress"),
    path("einlesen/<int:number>/uebernehmen", views.apply, name="apply"),
    path("einlesen/<int:number>/verwerfen", views.discard, name="discard"),
    path("einlesen/<int:number>/stichtag", views.set_date, name="set_date"),
    path("einlesen/<int:number>/zeilen.csv", views.rows_as_csv, name="rows_as_csv"),
]
