from django.urls.resolvers import URLPattern

app_name = "design"
urlpatterns: list[URLPattern] = []
