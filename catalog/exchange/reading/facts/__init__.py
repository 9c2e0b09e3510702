"""One fact a module: a text as people write it in, the catalogue's own shape out.

Each function is pure. It answers `None` to a text that it does not understand, which then is
listed as unread: nothing is guessed, nothing is dropped.
"""
