"""A large catalogue that nobody could take for a real one: for benchmarks and trials.

- `words` invents names and sentences.
- `table` writes rows past the ORM, thousands at once.
- `shared` makes what films share: people, festivals, subjects, universities.
- `films` makes films with all that is theirs, batch by batch.
- `catalogue` puts these together, in one transaction.
"""
