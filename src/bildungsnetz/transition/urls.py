app_name="transition"
urlpatterns = []
