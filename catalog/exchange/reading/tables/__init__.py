"""Lists of films as librarians keep them: CSV, TSV, XLSX, with headings of any name."""
