"""Names for the station's numbers, out of the contacts book."""

from __future__ import annotations

from desktop.contacts import Book


class BookNames:
    """A contacts book as the station asks it."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def name_of(self, stored: str) -> str | None:
        """The name for a stored number, None where the book has none."""
        contact = self._book.by_number(stored)
        return None if contact is None else contact.title

    def search(self, text: str, limit: int) -> tuple[tuple[str, str], ...]:
        """(name, stored number) of entries that match ``text``, best first; entries without a number are left out."""
        found = []
        for match in self._book.search(text, limit):
            contact = match.contact
            name = f"{contact.name} - {contact.company}" if contact.name and contact.company else contact.title
            if match.number is not None:
                found.append((name, match.number.stored))
        return tuple(found)
