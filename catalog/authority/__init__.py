"""Names and what they stand for: people, subjects, festivals, distributors, collections.

- `matching` says when two names are one.
- `addresses` leads an earlier address on.
- `merging` makes one thing of two, and two of one again.
"""
