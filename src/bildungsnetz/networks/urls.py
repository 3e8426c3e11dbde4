from django.urls.resolvers import URLPattern

app_name = "networks"
urlpatterns: list[URLPattern] = []
