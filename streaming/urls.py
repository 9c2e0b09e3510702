"""Addresses of watching: a film's stream, universities, frames, bytes."""

from django.urls import include, path, re_path

from streaming.views import (
    access,
    clips,
    embed,
    play,
    privacy,
    sign_in,
    transcript,
    universities,
    university,
    watch,
)

app_name = "streaming"

urlpatterns = [
    path("films/<slug:slug>/streaming/", watch.watch, name="watch"),
    path("films/<slug:slug>/transcript/", transcript.transcript, name="transcript"),
    path("films/<slug:slug>/transcript.txt", transcript.transcript_text, name="transcript_text"),
    path("films/<slug:slug>/clip/", clips.clip, name="clip"),
    path("clips/", clips.clip_list, name="clip_list"),
    path("clips/play/", clips.play_all, name="play_all"),
    path("films/<slug:slug>/materials/<int:pk>/", play.material, name="material"),
    path("universities/", universities.university_list, name="university_list"),
    path("", include("streaming.access.launch.urls")),
    path("privacy/", privacy.privacy, name="privacy"),
    path("saml2/", include("streaming.access.saml.urls")),
    path("", include("streaming.access.oidc.urls")),
    path("access/", access.access, name="access"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("u/<slug:slug>/sign-in/", sign_in.sign_in, name="sign_in"),
    path("u/<slug:slug>/", university.university_detail, name="university_detail"),
    path("u/<slug:slug>/facets/<slug:name>/", university.university_facet, name="university_facet"),
    re_path(
        r"^u/(?P<slug>[-\w]+)/films\.(?P<form>json|atom|csv)$",
        universities.university_films,
        name="university_films",
    ),
    path("u/<slug:slug>/ezproxy.txt", universities.university_ezproxy, name="university_ezproxy"),
    path(
        "u/<slug:slug>/films/<slug:film_slug>.json",
        universities.university_film,
        name="university_film",
    ),
    path("embed/height.js", embed.embed_height, name="embed_height"),
    re_path(
        r"^embed/accent/(?P<accent>[0-9a-f]{6})\.css\Z", embed.embed_accent, name="embed_accent"
    ),
    path("embed/<slug:slug>/", embed.embed_university, name="embed_university"),
    path("embed/<slug:slug>/<slug:film_slug>/", embed.embed_film, name="embed_film"),
    path("", include("streaming.access.lti.urls")),
    path("", include("streaming.media.uploads.urls")),
    path("play/<str:token>/<str:name>", play.play, name="play"),
    re_path(
        r"^play/(?P<token>[^/]+)/(?P<folder>[0-9a-f]{32})/(?P<name>[^/]+)\Z", play.play, name="play"
    ),
    re_path(
        r"^admission/(?P<token>[^/]+)/(?P<folder>[0-9a-f]{32})/(?P<name>[^/]+)\Z",
        play.admission,
        name="admission",
    ),
]
