"""Words spoken in films, found for those who may watch them.

- `index` holds the lines of every track in which speech is read, as long as they are that track's.
- `search` finds lines in the films that a visitor may watch, and says nothing to anybody else.
"""
