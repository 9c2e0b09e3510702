"""Addresses of the catalogue."""

from django.urls import path, re_path

from catalog import feeds, sitemaps
from catalog.things.kinds import KINDS
from catalog.views import (
    citations,
    films,
    images,
    machines,
    oembed,
    suggestions,
    things,
    weeks,
)

app_name = "catalog"

urlpatterns = [
    path("films/", films.film_list, name="film_list"),
    path("films/suggest", suggestions.film_suggestions, name="film_suggestions"),
    path("films/<slug:slug>/", films.film_detail, name="film_detail"),
    path("films/<slug:slug>/cite/", citations.film_cite, name="film_cite"),
    path("films/facets/<slug:name>/", films.facet, name="facet"),
    re_path(
        r"^films/(?P<slug>[-\w]+)\.(?P<form>ris|bib|csl\.json|citations\.json)\Z",
        citations.film_citation,
        name="film_citation",
    ),
    re_path(
        r"^id/(?P<identifier>[A-Za-z][A-Za-z0-9._-]{0,39})/\Z",
        films.film_by_identifier,
        name="film_by_identifier",
    ),
    path("oembed", oembed.film_oembed, name="oembed"),
    path("feeds/new.atom", feeds.new_films, name="new_films"),
    path("robots.txt", machines.robots, name="robots"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    re_path(
        r"^sitemap-(?P<section>[a-z]{1,20})-(?P<number>[1-9][0-9]{0,6})\.xml\Z",
        sitemaps.sitemap_part,
        name="sitemap_part",
    ),
    path("weeks/", weeks.week_list, name="week_list"),
    path("weeks/<str:key>/", weeks.week_detail, name="week_detail"),
    path("images/<str:name>", images.image, name="image"),
]

for kind in KINDS:
    here = {"kind": kind}
    urlpatterns += [
        path(f"{kind.path}/", things.thing_list, here, name=f"{kind.name}_list"),
        path(f"{kind.path}/<slug:slug>/", things.thing_detail, here, name=f"{kind.name}_detail"),
    ]
