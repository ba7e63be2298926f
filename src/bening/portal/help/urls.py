"""The addresses of the help in the workbench."""

from django.urls import path

from bening.portal.help import views

app_name = "help"
urlpatterns = [
    path("bantuan/", views.guides, name="guides"),
    path("bantuan/<slug:name>/", views.guide, name="guide"),
]
