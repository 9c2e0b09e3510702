"""Out to a provider, and back."""

from django.urls import path

from streaming.access.oidc import views

urlpatterns = [
    path("oidc/<int:pk>/login/", views.login, name="oidc_login"),
    path("oidc/<int:pk>/callback/", views.callback, name="oidc_callback"),
]
