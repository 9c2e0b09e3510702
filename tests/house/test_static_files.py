"""Static files are named by their content in production: every reference must lead to one."""

import pytest
from django.core.management import call_command
from django.templatetags.static import static

MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def test_a_template_cannot_name_a_file_that_is_not_there():
    with pytest.raises(ValueError, match=r"no static file 'css/absent\.css'"):
        static("css/absent.css")


def test_what_style_sheets_and_scripts_refer_to_is_collected_with_them(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": MANIFEST}}

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").is_file()
