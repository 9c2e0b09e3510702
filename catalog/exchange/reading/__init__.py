"""Foreign files, read: films out, whatever the format, with what could not be understood.

read         a file's films, one by one, in constant memory
headings_of  a table's headings, and the questions a person must answer first
FORMATS      the formats there are
"""

from catalog.exchange.incoming import Unreadable
from catalog.exchange.reading.formats import FORMATS, Heading, headings_of, read

__all__ = ["FORMATS", "Heading", "Unreadable", "headings_of", "read"]
