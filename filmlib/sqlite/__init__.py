"""Django's SQLite with a queue: whoever asked first to write, writes first."""
