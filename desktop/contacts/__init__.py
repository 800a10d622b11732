"""Contacts: names for numbers.

- ``book``: contacts in memory, indexed for "who is +4930...?" and "weber soehne" or "089 12" as somebody types. Pure.
- ``folding``: how names are compared (``mueller`` finds Müller). Pure.
- ``csvfile``: reads a contacts file as spreadsheets and telephone systems export it.

Numbers are as stored (see ``desktop.numbers``). Files are read once and kept in memory; this room opens no sockets and
knows neither calls nor windows. ``station`` and what is above it may call it; it may use ``numbers``.
"""

from desktop.contacts.book import Book, Contact, Match, Number
from desktop.contacts.csvfile import Loaded, load

__all__ = ["Book", "Contact", "Loaded", "Match", "Number", "load"]
