"""Where portals send those they signed for."""

from django.urls import path

from streaming.access.launch import views

urlpatterns = [path("launch/<slug:slug>/", views.launch, name="launch")]
