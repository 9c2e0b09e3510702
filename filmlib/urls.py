"""Every address of the house; `docs/` and the contract with universities rely on them."""

from django.contrib import admin
from django.urls import include, path

from filmlib import views

admin.autodiscover()

handler400 = "filmlib.views.bad_request"
handler403 = "filmlib.views.permission_denied"
handler404 = "filmlib.views.page_not_found"
handler500 = "filmlib.views.server_error"

urlpatterns = [
    path("", include("catalog.urls")),
    path("", include("streaming.urls")),
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
