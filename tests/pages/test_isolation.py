"""The isolation matrix: every actor at every address of the admin, to read and to write.

The addresses are those that a superuser finds by following links. What belongs to university B
bears a mark: whoever has no right there never sees it, changes none of it, and hears of it what
they hear of what is not there at all. What a role may is written here once more, by hand: the
test would be no test if it asked the code.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import resolve

from catalog.models import Film
from streaming import audit
from streaming.grants import grant
from streaming.models import (
    AddressRange,
    AuditLine,
    BulkAct,
    EmbeddingOrigin,
    LaunchKey,
    LtiApplication,
    LtiRegistration,
    MailDomain,
    Membership,
    OidcProvider,
    SamlProvider,
    Wording,
)
from tests.factories.admin_form import fields_of
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_staff, make_university

pytestmark = pytest.mark.django_db

LTI_ADDRESSES = ("issuer", "auth_login_url", "jwks_url", "token_url")
MARK = "Zyx Foreign"
NOBODY = "987654321"  # a key that is no row's

# What each role may see of what is its own university's, and what of everybody's.
SIGN_ONS = {"launchkey", "samlprovider", "oidcprovider", "federationprovider"}
SIGN_ONS |= {"ltiregistration", "ltiapplication"}
OWN = {
    "librarian": {"licence", "bulkact", "university", "auditline"},
    "it": {"university", "auditline"} | SIGN_ONS,
    "both": {"licence", "bulkact", "university", "auditline"} | SIGN_ONS,
    "owner": {"licence", "bulkact", "university", "auditline", "user"} | SIGN_ONS,
    "nobody": set(),
}
ALL = {
    "librarian": {"media", "film", "person", "subject", "festival", "distributor", "collection"},
    "it": set(),
    "nobody": set(),
}
ALL["owner"] = ALL["both"] = ALL["librarian"]
ALL["librarian"] |= {"week", "merge"}
SHUT = {"importrun"}  # to all of these; accounts to all but the owner


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in {"href", "action"} and value]


def lay(name: str, slug: str, octet: int):
    """A university with a row of everything that is its own, under keys like no other number."""
    key = 4_700_000 + octet
    here = make_university(pk=key, name=name, slug=slug, library_contact=f"{slug}@uni.example")
    film = make_film(title=f"Film held by {slug}")
    make_media(film=film)
    licence = make_licence(
        pk=key, film=film, university=here, order_number=f"{name} order", note=name
    )
    platform = dict.fromkeys(LTI_ADDRESSES, f"https://{slug}.example/lti")
    rows = [
        licence,
        AddressRange.objects.create(university=here, network=f"203.0.113.{octet}/32", note=name),
        EmbeddingOrigin.objects.create(university=here, origin=f"https://{slug}.example"),
        MailDomain.objects.create(university=here, domain=f"{slug}.example"),
        Wording.objects.create(university=here, message="ended", language="en", text=name),
        SamlProvider.objects.create(
            pk=key, university=here, name=name, entity_id=f"https://{slug}.example/idp"
        ),
        LaunchKey.objects.create(pk=key + 100, university=here, name=name),
        OidcProvider.objects.create(
            pk=key + 200,
            university=here,
            name=name,
            client_id=name,
            issuer=f"https://{slug}.example",
            client_secret=name,
            values="staff",
        ),
        LtiRegistration.objects.create(
            pk=key + 300,
            university=here,
            name=name,
            client_id=name,
            **platform,
        ),
        LtiApplication.objects.create(
            pk=key, university=here, product=name, client_id=name, deployment_ids=["7"], **platform
        ),
    ]
    audit.record(AuditLine.Act.DENIAL, who="saml", university=here, what=f"{name} film")
    line = AuditLine.objects.filter(university=here).latest("id")
    account = make_account(key + 400, name, here)
    act = BulkAct.objects.create(pk=key + 500, kind=BulkAct.Kind.GRANT)
    act.lines.set(licence.history.all())
    return SimpleNamespace(
        university=here, licence=licence, line=line, rows=rows, film=film, account=account, act=act
    )


def make_account(key: int, name: str, university):
    account = get_user_model().objects.create_user(
        f"{name} person", pk=key, is_staff=True, email=f"{university.slug}@uni.example"
    )
    Membership.objects.create(user=account, role="librarian", university=university)
    return account


@pytest.fixture
def house(db):
    a = lay("University A", "uni-a", 1)
    b = lay(f"{MARK} University", "zyx-foreign", 2)
    return SimpleNamespace(a=a, b=b)


def actors(house) -> Iterator[tuple[str, str, Client]]:
    """Name, the role that they have at A, and the browser: everybody without a right at B."""

    def entered(user) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(user)
        return client

    a, b = house.a.university, house.b.university
    yield "anonymous", "nobody", Client()
    for role in ("librarian", "it", "owner"):
        yield f"{role} of A", role, entered(make_staff(role, a))
    both = make_staff("librarian", a)
    Membership.objects.create(user=both, role="it", university=a)
    yield "librarian and IT of A", "both", entered(both)
    yield "staff without a role", "nobody", entered(make_staff())
    yield "a visitor's account that is no staff", "nobody", entered(_no_staff())
    disabled = make_staff("librarian", b)
    client = entered(disabled)
    get_user_model().objects.filter(pk=disabled.pk).update(is_active=False)
    yield "disabled librarian of B", "nobody", client
    former = make_staff("librarian", b)
    client = entered(former)
    Membership.objects.filter(user=former).delete()
    yield "former librarian of B, old cookie", "nobody", client
    moved = make_staff("owner", b)
    client = entered(moved)
    client.get(f"/admin/streaming/university/{b.pk}/change/")
    Membership.objects.filter(user=moved).update(university=a, role="librarian")
    yield "owner of B who moved to A", "librarian", client
    rekeyed = make_staff("librarian", b)
    client = entered(rekeyed)
    rekeyed.set_password("another-good-password")
    rekeyed.save()
    yield "librarian of B with a new password, old cookie", "nobody", client


def _no_staff():
    user = make_staff()
    user.is_staff = False
    user.save()
    return user


def crawled(client: Client) -> list[str]:
    """Every page that links lead to, one for each view, row and narrowing."""
    found, waiting, known = [], ["/admin/"], set()
    while waiting:
        address = waiting.pop(0)
        kind = _kind(address)
        if kind in known or "logout" in address:
            continue
        known.add(kind)
        response = client.get(address)
        found.append(address)
        if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
            continue
        links = Links()
        links.feed(response.content.decode())
        here = [urljoin(address, link) for link in links.found]
        waiting += [link for link in here if urlsplit(link).path.startswith("/admin/")]
    return found


def _kind(address: str) -> tuple[object, ...]:
    """Addresses of one kind are asked once: a view, its row, and what narrows it."""
    parts = urlsplit(address)
    match = resolve(parts.path)
    names = {name for name in re.findall(r"(?:^|&)([^=&]+)=", parts.query) if name[0] != "_"}
    return match.url_name, tuple(match.kwargs.values()), tuple(sorted(names)) if names else ()


def more_addresses(house) -> list[str]:
    """What no link leads to: typed by hand, or sent by a script of the admin."""
    licence, university = house.b.licence.pk, house.b.university.pk
    complete = (
        "/admin/autocomplete/?app_label=streaming&model_name={}&field_name=university&term={}"
    )
    return [
        "/admin/r/{}/{}/".format(_type_of("university"), university),
        "/admin/r/{}/{}/".format(_type_of("licence"), licence),
        complete.format("licence", "Zyx"),
        complete.format("membership", "Zyx"),
        complete.format("licence", ""),
        f"/admin/streaming/licence/?university={university}",
        f"/admin/streaming/licence/?university__id__exact={university}",
        f"/admin/streaming/licence/?film={house.b.film.pk}",
        f"/admin/streaming/licence/?film__licences__university={university}",
        "/admin/streaming/licence/?q=Zyx",
        f"/admin/streaming/licence/?id__in={licence}",
        f"/admin/streaming/auditline/?university={university}",
        f"/admin/streaming/auditline/?university__id__exact={university}",
        f"/admin/streaming/auditline/export/?university={university}",
        "/admin/streaming/auditline/?q=Zyx",
        "/admin/streaming/auditline/?at__year=2026",
        "/admin/streaming/university/?q=zyx-foreign",
        f"/admin/streaming/university/{university}/change/?_popup=1&_to_field=id",
        f"/admin/streaming/university/{university}/change/?_to_field=slug",
        f"/admin/streaming/licence/{licence}/change/?_popup=1",
        f"/admin/streaming/licence/grant/?films={house.b.film.pk}&universities={university}",
        "/admin/catalog/film/?licences__isnull=0",
        f"/admin/catalog/film/?licences={licence}",
        f"/admin/catalog/film/?licences__university__name={MARK}",
        "/access/?university=zyx-foreign&address=198.51.100.2&how=launch",
        "/uploads/",
        "/admin/auth/user/?q=Zyx",
        "/admin/auth/user/?memberships__university__name=Zyx",
        f"/admin/auth/user/?memberships__university={university}",
        f"/admin/auth/user/{house.b.account.pk}/password/",
        f"/admin/streaming/bulkact/{house.b.act.pk}/change/",
    ]


def _type_of(name: str) -> int:
    return ContentType.objects.get(app_label__in=["streaming", "auth"], model=name).pk


def unknown(address: str, house) -> str | None:
    """The same address for a row that is not there; None where it names none of B's."""
    for row in (house.b.university, house.b.account, house.b.act, *house.b.rows):
        model = row._meta.model_name
        named = re.sub(rf"(/{model}/){row.pk}/", rf"\g<1>{NOBODY}/", address)
        named = re.sub(rf"(/r/{_type_of(model)}/){row.pk}/", rf"\g<1>{NOBODY}/", named)
        if named != address:
            return named
    line = re.sub(rf"(/auditline/){house.b.line.pk}/", rf"\g<1>{NOBODY}/", address)
    return line if line != address else None


KEPT = r'name="kept" value="[^"]*"'  # what they typed themselves
HEADERS_OF_ONE_ANSWER = {
    "Expires",
    "Last-Modified",
    "X-Request-ID",
    "Content-Length",
    "Set-Cookie",
    "Date",
}


def said(response, address: str) -> tuple[str, str]:
    """All that an answer tells, with its row's key and its own numbers left out."""
    text = b"".join(response) if response.streaming else response.content
    headers = {k: v for k, v in response.items() if k not in HEADERS_OF_ONE_ANSWER}
    cookies = {name: morsel.value for name, morsel in response.cookies.items()}
    whole = repr((response.status_code, sorted(headers.items()), sorted(cookies)))
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text.decode("utf-8", "replace"))
    page = page.replace(response.get("X-Request-ID", "-"), "")
    page = re.sub(KEPT, "", page)
    keys = re.findall(r"/(\d+)(?=/)", address)
    for key in sorted(keys, key=len, reverse=True):
        page, whole = (re.sub(rf"\b{key}\b", "#", words) for words in (page, whole))
    return page, whole


def told(response) -> str:
    """Everything in an answer that somebody could read: page, headers, cookies, file."""
    body = b"".join(response) if response.streaming else response.content
    return body.decode("utf-8", "replace") + str(response.headers) + str(response.cookies)


def bears_the_mark(response, address: str) -> bool:
    """Whether it tells of B anything but what was typed into the address."""
    text = re.sub(KEPT, "", told(response))
    for typed in set(re.findall(r"=([^&=]+)", address)):
        if typed in MARK or typed == "zyx-foreign":
            text = text.replace(f'value="{typed}"', "")
    return MARK in text or "zyx-foreign.example" in text or "203.0.113.2" in text


def state(house) -> list[object]:
    """All of B's rows, all accounts and all roles, as they are in the database."""
    models = [type(row) for row in house.b.rows] + [type(house.b.university)]
    rows = [
        model.objects.filter(**{_path(model): house.b.university.pk}).order_by("pk").values()
        for model in models
    ]
    columns = ("username", "email", "password", "is_active", "is_superuser", "is_staff")
    accounts = get_user_model().objects.order_by("pk").values("pk", *columns)
    roles = Membership.objects.order_by("pk").values()
    lines = AuditLine.objects.filter(university=house.b.university).count()
    return [*map(list, rows), list(accounts), list(roles), lines, Film.objects.count()]


def _path(model) -> str:
    return "pk" if model.__name__ == "University" else "university_id"


def hostile(house, forms: dict[str, dict], address: str) -> dict[str, object]:
    """What a superuser's form at this address would send, with B's keys and more than it asks."""
    b = house.b
    sent = dict(forms.get(address, {}))
    for name in list(sent):
        if name.endswith("university") or name == "universities":
            sent[name] = b.university.pk
    return sent | {
        "university": b.university.pk,
        "universities": [b.university.pk],
        "films": [house.a.film.pk],
        "film": house.a.film.pk,
        "starts_on": "2026-01-01",
        "kind": "trial",
        "confirm": "yes",
        "post": "yes",
        "action": "end_now" if "licence" in address else "delete_selected",
        "_selected_action": [b.licence.pk, b.university.pk, b.line.pk, b.account.pk],
        "select_across": "1",
        "is_superuser": "on",
        "is_staff": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "owner",
        "ranges-0-university": b.university.pk,
    }


def forms_of(client: Client, addresses: list[str]) -> dict[str, dict]:
    found = {}
    for address in addresses:
        if address.endswith(("/change/", "/add/")):
            response = client.get(address)
            if response.context and "adminform" in response.context:
                found[address] = fields_of(response)
    return found


@pytest.fixture
def addresses(house):
    client = Client()
    client.force_login(make_staff("superuser"))
    return [*crawled(client), *more_addresses(house)]


def test_the_crawl_reaches_every_desk_and_every_kind_of_page(house, addresses):
    views = {resolve(urlsplit(address).path).url_name for address in addresses}
    desks = {
        f"{model._meta.app_label}_{model._meta.model_name}_changelist"
        for model in admin.site._registry
    }

    assert desks <= views
    assert {"streaming_licence_grant", "streaming_auditline_export", "codes"} <= views
    assert "streaming_bulkact_undo" in views
    assert {"streaming_media_upload", "catalog_film_festivals", "uploads", "access"} <= views
    b = house.b
    for row in (b.licence, b.university):
        path = f"/admin/streaming/{row._meta.model_name}/{row.pk}/"
        assert {f"{path}{page}/" for page in ("change", "history", "delete")} <= set(addresses)
    assert len(addresses) >= 60


def test_nobody_sees_or_changes_what_is_another_university_s(house, addresses):
    superuser = Client()
    superuser.force_login(make_staff("superuser"))
    forms = forms_of(superuser, addresses)
    people = list(actors(house))
    before = state(house)
    wrong: list[str] = []
    cells = 0
    for name, role, client in people:
        for address in addresses:
            with transaction.atomic():
                for method in ("get", "post"):
                    cells += 1
                    sent = hostile(house, forms, address) if method == "post" else {}
                    wrong += _wrong(house, client, name, role, address, method, sent)
                if state(house) != before:
                    wrong.append(f"{name} changed something at {address}")
                transaction.set_rollback(True)
    assert not wrong, f"{len(wrong)} of {cells}:\n" + "\n".join(wrong[:40])
    assert len(people) >= 10
    assert cells >= 600


def test_the_same_questions_by_a_superuser_show_the_mark_and_change_what_is_b_s(house, addresses):
    """Else the matrix would prove nothing: its questions are such as reach B where one may."""
    client = Client()
    client.force_login(make_staff("superuser"))
    forms = forms_of(client, addresses)
    before, marked, changed = state(house), 0, 0
    for address in addresses:
        with transaction.atomic():
            marked += bears_the_mark(client.get(address), address)
            client.post(address, hostile(house, forms, address))
            changed += state(house) != before
            transaction.set_rollback(True)

    assert marked >= 20
    assert changed >= 10


def _wrong(house, client, name, role, address, method, sent) -> list[str]:
    ask = getattr(client, method)
    response = ask(address, sent)
    where = f"{name}: {method.upper()} {address} → {response.status_code}"
    if response.status_code >= 500:
        return [where]
    found = []
    if bears_the_mark(response, address):
        found.append(f"{where}: foreign mark")
    model = _model(address)
    expected = _expected(role, model, address, house) if method == "get" else set()
    if expected and response.status_code not in expected:
        found.append(f"{where}, not {sorted(expected)}")
    elsewhere = unknown(address, house)
    if elsewhere and "university=" not in address:
        other = ask(elsewhere, sent)
        here, there = said(response, address), said(other, elsewhere)
        if here != there:
            apart = next(pair for pair in zip(here, there, strict=True) if pair[0] != pair[1])
            found.append(f"{where}: told apart from unknown: {_apart(*apart)}")
    return found


def _apart(here: str, there: str) -> str:
    """The first place where two texts differ."""
    pairs = enumerate(zip(here, there, strict=False))
    at = next((n for n, pair in pairs if pair[0] != pair[1]), -60)
    return f"{here[max(0, at - 40) : at + 60]!r}, {there[max(0, at - 40) : at + 60]!r}"


def _model(address: str) -> str:
    found = re.match(r"/admin/\w+/(\w+)/", address)
    return found[1] if found else ""


def _expected(role: str, model: str, address: str, house) -> set[int]:
    """The right statuses of a page that is read; none where the table says nothing."""
    if model not in {m._meta.model_name for m in admin.site._registry} or "?" in address:
        return set()
    if model in SHUT or (model == "user" and role != "owner"):
        return {302, 403}
    key = re.search(r"/(\d+)/", address)
    is_a_list = address.endswith(f"/{model}/")
    if model in OWN[role] and is_a_list:
        return {200}
    if model in OWN[role] and key and address.endswith(("/change/", "/history/")):
        own = {"licence": house.a.licence, "university": house.a.university}.get(model)
        return {200} if own is not None and key[1] == str(own.pk) else set()
    if model in ALL[role] and is_a_list:
        return {200}
    return {302, 403} if is_a_list else set()


@pytest.mark.parametrize("role", ["librarian", "it", "owner"])
def test_staff_of_two_universities_reach_both_and_no_third(house, role):
    third = lay("University C", "uni-c", 3)
    user = make_staff(role, house.a.university)
    Membership.objects.create(user=user, role=role, university=house.b.university)
    client = Client()
    client.force_login(user)

    def status(university):
        return client.get(f"/admin/streaming/university/{university.pk}/change/").status_code

    assert [status(each.university) for each in (house.a, house.b, third)] == [200, 200, 302]


def test_who_cares_for_the_catalogue_sees_licences_and_no_rule_of_a_university(house):
    client = Client()
    client.force_login(make_staff("catalogue"))

    page = client.get(f"/admin/streaming/university/{house.b.university.pk}/change/").text

    assert client.get(f"/admin/streaming/licence/{house.b.licence.pk}/change/").status_code == 200
    assert "203.0.113.2" not in page
    assert "https://zyx-foreign.example" not in page
    assert client.get("/admin/streaming/auditline/").status_code == 403
    assert client.get("/admin/auth/user/").status_code == 403


def test_no_field_that_is_sent_makes_an_account_more_than_it_is(house):
    user = make_staff("librarian", house.a.university)
    client = Client()
    client.force_login(user)
    raised = {
        "username": user.username,
        "is_superuser": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "owner",
    }

    for address in (
        f"/admin/auth/user/{user.pk}/change/",
        "/admin/auth/user/add/",
        "/admin/password_change/",
        "/admin/codes/",
        f"/admin/streaming/university/{house.a.university.pk}/change/",
    ):
        client.post(address, raised)

    user.refresh_from_db()
    assert not user.is_superuser
    assert [m.role for m in user.memberships.all()] == ["librarian"]
    assert get_user_model().objects.filter(is_superuser=True).count() == 0


def test_a_film_s_list_counts_only_one_s_own_universities(house):
    grant(house.a.film, house.b.university)
    client = Client()
    client.force_login(make_staff("librarian", house.a.university))

    page = client.get("/admin/catalog/film/")

    assert "Yes, at 1 university" in page.text
    assert "2 universities" not in page.text


def test_every_desk_of_a_university_s_rows_asks_the_own_university_rule():
    """A model that hangs on a university, and its desk does not ask, is found here."""
    asked = {"university", "universities"}
    for model, desk in admin.site._registry.items():
        names = {field.name for field in model._meta.fields}
        if model._meta.app_label == "streaming" and asked & names:
            assert hasattr(desk, "history_limit"), model
    assert apps.is_installed("streaming")
