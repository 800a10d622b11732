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

    def company_of(self, stored: str) -> str | None:
        """The company of a stored number, None where the book has none."""
        contact = self._book.by_number(stored)
        return contact.company or None if contact is not None else None

    def search(self, text: str, limit: int) -> tuple[tuple[str, str, str], ...]:
        """(name, company, stored number) of entries that match ``text``; entries without a number are left out.

        Colleagues come first: an internal number has no plus sign.
        """
        found = [
            (match.contact.name, match.contact.company, match.number.stored)
            for match in self._book.search(text, 3 * limit)
            if match.number is not None
        ]
        return tuple(sorted(found, key=lambda entry: entry[2].startswith("+"))[:limit])
