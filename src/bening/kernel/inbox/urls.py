"""The address of the inbox."""

from django.urls import path

from bening.kernel.inbox.views import inbox

app_name = "inbox"
urlpatterns = [path("", inbox, name="inbox")]
