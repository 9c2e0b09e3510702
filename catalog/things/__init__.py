"""What films have in common, each with a page of its own: people, subjects, festivals, years ...

- `kind` says what every kind of thing can do, and does it for those that have a table.
- `people`, `subjects`, `festivals`, `facts` hold what only one kind has.
- `kinds` is the list of them, in the order a reader meets them.
- `page` is one thing with a page of its films, `index` a page of the things themselves.

A thing without a published film is like one that does not exist.
"""
