"""Signed launch: a portal of a university says whom it lets in, by a token that counts once."""
