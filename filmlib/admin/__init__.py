"""The doors of the admin as a whole."""
