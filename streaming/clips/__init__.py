"""Clips: stretches of films under names, each no more than an address, and lists of them."""
