"""Foreign films brought in: what would happen, then doing it, all or nothing.

- `facts` makes what a reader found fit for the catalogue, and keeps the rest as text.
- `spool` holds a file's records on disk, so that memory stays the same for any number of them.
- `known` finds the film that a record is of.
- `names` matches people, subjects, festivals and companies, and makes those that are new.
- `holdings` reads what the films have now; `compare` weighs it against what a source says.
- `planning` says what would happen; `applying` does it.
"""
