"""Addresses of the strategy."""

app_name = "strategy"
urlpatterns: list = []
