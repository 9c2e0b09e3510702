"""Addresses of SAML: the first is our entity ID, and all are in universities' configurations.

There are none where SAML cannot be spoken, so that no page leads to one.
"""

from django.urls import path

from streaming.access.saml import views
from streaming.access.saml.installed import missing

ADDRESSES = [
    path("metadata/", views.metadata, name="saml_metadata"),
    path("login/", views.login_by_entity_id, name="saml_login_by_entity_id"),
    path("login/<int:pk>/", views.login, name="saml_login"),
    path("acs/", views.acs, name="saml_acs"),
    path("disco/", views.disco, name="saml_disco"),
]

urlpatterns = [] if missing() else ADDRESSES
