"""The demo: its data in `fixtures/` brought into a database, its pictures drawn, its clip made.

- `load` brings everything in, once, from `catalogue` (films, weeks) and `universities`.
- `posters`, `motifs` and `clip` make what no fixture holds.
- `logins` and `serving` are for `make demo`.
"""
