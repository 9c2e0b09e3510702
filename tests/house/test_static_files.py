"""Static files are named by their content in production: every reference must lead to one."""

import pytest
from django.core.management import call_command
from django.templatetags.static import static

from streaming.templatetags.streaming import hls_engine

MANIFEST = "filmlib.static_files.StaticFiles"


def test_a_template_cannot_name_a_file_that_is_not_there():
    with pytest.raises(ValueError, match=r"no static file 'css/absent\.css'"):
        static("css/absent.css")


def test_what_style_sheets_and_scripts_refer_to_is_collected_with_them(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": MANIFEST}}

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").is_file()


def test_a_film_s_page_is_made_without_the_hls_engine_too(monkeypatch):
    monkeypatch.setattr("tests.static_files._exists", lambda name: False)

    assert hls_engine() == ""
