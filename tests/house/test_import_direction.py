"""Imports run one way: catalog <- streaming <- filmlib, and in an app nouns <- rooms <- doors."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
APPS = ("catalog", "streaming", "filmlib")  # each may import those before it
DOORS = {"admin", "apps", "feeds", "management", "middleware", "sitemaps", "templatetags"}
DOORS |= {"urls", "views", "wsgi"}
VAGUE = {"base", "common", "core", "helper", "helpers", "lib", "misc", "service", "services"}
VAGUE |= {"tools", "util", "utils", "various"}
# Beside Django's own `management.base`; a database backend's module has no other name.
PLACES_OF_DJANGO = {"catalog.management.base", "filmlib.sqlite.base"}


def modules_of(app):
    return {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((HOUSE / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


MODULES = {name: path for app in APPS for name, path in modules_of(app).items()}


def imports_in(source):
    """Every module that a source names, at its top or inside a function, but not for types only."""
    tree = ast.parse(source)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imported_by(name):
    """The modules of the house that a module imports itself."""
    found = set()
    for dotted in imports_in(MODULES[name].read_text()):
        while dotted and dotted not in MODULES:
            dotted = dotted.rpartition(".")[0]
        if dotted:
            found.add(dotted)
    return found - {name}


def reached_from(name):
    reached, waiting = set(), [name]
    while waiting:
        for other in imported_by(waiting.pop()) - reached:
            reached.add(other)
            waiting.append(other)
    return reached


def app_of(name):
    return name.partition(".")[0]


def place_of(name):
    parts = name.split(".")[1:]
    if not parts:
        return "app"
    if parts[0] == "models":
        return "noun"
    return "door" if parts[0] in DOORS else "room"


def test_every_app_has_nouns_rooms_and_doors():
    places = {(app_of(name), place_of(name)) for name in MODULES}

    for app in ("catalog", "streaming"):
        assert {(app, "noun"), (app, "room"), (app, "door")} <= places


@pytest.mark.parametrize("name", MODULES)
def test_an_app_imports_itself_and_the_apps_before_it(name):
    allowed = APPS[: APPS.index(app_of(name)) + 1]

    assert {app_of(other) for other in imported_by(name)} <= set(allowed)


@pytest.mark.parametrize("name", [name for name in MODULES if place_of(name) != "door"])
def test_neither_nouns_nor_rooms_import_a_door(name):
    assert not {other for other in imported_by(name) if place_of(other) == "door"}


@pytest.mark.parametrize("name", [name for name in MODULES if place_of(name) == "noun"])
def test_a_noun_imports_only_rooms_that_know_no_noun(name):
    rooms = {other for other in imported_by(name) if place_of(other) == "room"}

    knowing = {room for room in rooms if any(place_of(far) == "noun" for far in reached_from(room))}

    assert not knowing


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_named_by_a_word_for_what_lies_in_it(name):
    assert name in PLACES_OF_DJANGO or not VAGUE & set(name.split("."))


def test_catalog_does_not_reach_the_other_apps_through_anything():
    reached = set().union(*(reached_from(name) for name in MODULES if app_of(name) == "catalog"))

    assert {app_of(name) for name in reached} == {"catalog"}


def test_the_reader_of_imports_sees_what_it_must():
    source = (
        "from typing import TYPE_CHECKING\nimport json\n"
        "if TYPE_CHECKING:\n    from streaming.models import Licence\n"
        "def f():\n    from streaming.panel import Step\n"
    )

    assert "streaming.panel.Step" in set(imports_in(source))
    assert "streaming.models.Licence" not in set(imports_in(source))
