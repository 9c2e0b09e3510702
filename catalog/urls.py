"""Addresses of the catalogue."""

from django.urls import path

from catalog.views import films, images, weeks

app_name = "catalog"

urlpatterns = [
    path("films/", films.film_list, name="film_list"),
    path("films/<slug:slug>/", films.film_detail, name="film_detail"),
    path("id/<str:identifier>/", films.film_by_identifier, name="film_by_identifier"),
    path("weeks/", weeks.week_list, name="week_list"),
    path("weeks/<str:key>/", weeks.week_detail, name="week_detail"),
    path("images/<str:name>", images.image, name="image"),
]
