from django.urls import path

from bildungsnetz.partners import views

app_name = "partners"
urlpatterns = [
    path("schulen/<str:number>", views.school_anywhere, name="school_anywhere"),
    path("<slug:slug>/schulen", views.schools, name="schools"),
    path("<slug:slug>/schulen.csv", views.schools_csv, name="schools_csv"),
    path("<slug:slug>/schulen/<str:number>", views.school, name="school"),
    path("<slug:slug>/partner", views.institutions, name="institutions"),
]
