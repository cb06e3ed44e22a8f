"""Moca answers Instagram DMs for businesses: a burst comes in, one answer goes out, whatever dies in between."""

__version__ = "0.1.0"
