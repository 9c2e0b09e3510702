"""What the demo lacks, so that every part of every page type is looked at: obviously invented."""

ADDITIONS = """
from django.db import transaction
from django.utils import timezone

from catalog.models import Collection, Distributor, DistributorAlias, Film, Source, SourceRecord
from catalog.search.writer import index_stale
from streaming.models import LaunchKey, LtiRegistration, OidcProvider, University

with transaction.atomic():
    films = {film.slug: film for film in Film.objects.filter(slug__in=["yol", "drifters"])}
    collection = Collection.objects.create(
        name="Invented Evenings",
        slug="invented-evenings",
        introduction="Two films for an evening that nobody has announced.",
    )
    company = Distributor.objects.create(
        name="Invented Pictures",
        slug="invented-pictures",
        site="https://pictures.example/",
        rights_contact="rights@pictures.example",
        territory="Nowhere & elsewhere",
    )
    DistributorAlias.objects.create(distributor=company, name="Imaginary Pictures")
    source = Source.objects.create(
        slug="invented", name="Invented Archive", licence="CC0 1.0", site="https://archive.example/"
    )
    for film in films.values():
        film.collections.add(collection)
        film.distributors.add(company)
        SourceRecord.objects.create(
            source=source, key=film.slug, film=film, seen_at=timezone.now()
        )
    island = University.objects.get(slug="example-island")
    page = "https://portal.example/?back={next}"
    LaunchKey.objects.create(university=island, name="Invented Portal", start_page=page)
    LaunchKey.objects.create(university=island, name="Invented Gate")
    OidcProvider.objects.create(
        university=island,
        name="Invented Login",
        issuer="https://login.example",
        client_id="library",
        client_secret="invented",
        claim="affiliation",
        values="member@island.example",
    )
    LtiRegistration.objects.create(
        university=island,
        name="Invented Courses",
        issuer="https://courses.example",
        client_id="library",
        auth_login_url="https://courses.example/auth",
        jwks_url="https://courses.example/jwks",
        deployment_ids=["1"],
    )
index_stale()
"""
