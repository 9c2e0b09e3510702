"""How static files are named and kept."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """By their content, in every reference: a script's imports lead to the same modules."""

    support_js_module_import_aggregation = True
