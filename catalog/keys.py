"""What can be the number of a row, of all that is sent as one."""

LONGEST_KEY = 18  # digits; a longer number is no row's, and some databases stumble over it


def is_key(text: object) -> bool:
    text = str(text)
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY
