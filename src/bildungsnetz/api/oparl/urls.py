from django.urls import path

from bildungsnetz.api.answers import wrap_all
from bildungsnetz.api.oparl import calls

app_name = "oparl"
urlpatterns = wrap_all(
    [
        path("system", calls.system, name="system"),
        path("bodies", calls.bodies, name="bodies"),
        path("body/<slug:slug>", calls.body, name="body"),
        path("body/<slug:slug>/<str:kind>", calls.objects, name="list"),
        path("body/<slug:slug>/<str:kind>/<str:key>", calls.single, name="object"),
    ]
)
