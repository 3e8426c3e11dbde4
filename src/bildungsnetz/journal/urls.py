from django.urls.resolvers import URLPattern

app_name = "journal"
urlpatterns: list[URLPattern] = []
