"""Finding films by words: an index that is written with the edit, and read in a few queries.

- `text` says what a word is; `query` what somebody asked for.
- `documents` gathers what the index holds of many films at once; `entry` says what one row holds.
- `triggers` lets the database note which films an edit touched; `writer` indexes those.
- `engine` is the one place where SQLite's and PostgreSQL's full-text search differ.
- `matching` finds films, best first; `vocabulary` says what was meant; `suggestions` what may be.
- `marking` shows where the words stand.
"""
