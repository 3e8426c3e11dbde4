from django.urls import path
from django.views.i18n import set_language

from bildungsnetz.design import views

app_name = "design"
urlpatterns = [
    path("sprache", set_language, name="set_language"),
    path("darstellung", views.choose_theme, name="choose_theme"),
    path("muster", views.showcase, name="showcase"),
]
