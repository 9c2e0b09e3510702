"""Pages kept ready: made once per edit and language, read by key, never older than the edit.

- `law` says which change touches which things: the one list.
- `triggers` makes the database keep that law, inside the transaction of any edit.
- `store` reads what is kept, and keeps what was made.

What differs from visitor to visitor is never kept: a template marks it with `{% fresh %}`, and
it is made at each request.
"""
