"""Addresses of LTI 1.3, which a course system is given once."""

from django.urls import path

from streaming.access.lti.views import deep, launch, register

urlpatterns = [
    path("lti/login/", launch.login, name="lti_login"),
    path("lti/launch/", launch.launch, name="lti_launch"),
    path("lti/onward/", launch.onward, name="lti_onward"),
    path("lti/deep/", deep.deep, name="lti_deep"),
    path("lti/jwks/", launch.jwks, name="lti_jwks"),
    path("lti/register/", register.register, name="lti_register"),
]
