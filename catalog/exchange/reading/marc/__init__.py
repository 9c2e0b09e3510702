"""MARC 21 as libraries and vendors send it: ISO 2709 and MARCXML."""
