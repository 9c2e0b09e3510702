"""Addresses of uploads, for who may change media."""

from django.urls import path, re_path

from streaming.media.uploads import views

urlpatterns = [
    path("uploads/", views.uploads, name="uploads"),
    re_path(r"^uploads/(?P<key>[0-9a-f]{32})\Z", views.upload, name="upload"),
]
