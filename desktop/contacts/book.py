"""Contacts in memory, indexed by number and by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal

from desktop.contacts.folding import asked, spellings, words
from desktop.numbers import DialPlan

Kind = Literal["internal", "work", "mobile", "home", "fax", "other"]

SHORTEST_SUFFIX = 6
"""A number without country and area code is matched by its end if it has at least so many digits."""
_NUMERIC = re.compile(r"[+\d][\d\s()/.-]*")
_PREFIX_ONLY = 2
"""So few digits match only the beginning of a number: anywhere in it, they would match nearly every contact."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a contact, as stored."""

    stored: str
    kind: Kind = "other"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, a company or a department. At least one of ``name`` and ``company`` is not empty."""

    name: str
    company: str = ""
    numbers: tuple[Number, ...] = ()

    @property
    def title(self) -> str:
        """What to call it in one line: the name, else the company."""
        return self.name or self.company


@dataclass(frozen=True, slots=True)
class Match:
    """A contact that a search found, and which of its numbers is meant."""

    contact: Contact
    number: Number | None
    """The number that the digits matched, else its first one; None where it has none."""


class Book:
    """All contacts, in the order of their sources: where two have the same number the earlier one has it.

    Immutable once built; building is linear (about 1.5 s for 50,000 contacts), every question is quick.
    """

    def __init__(self, contacts: Iterable[Contact] = (), plan: DialPlan | None = None) -> None:
        """Index ``contacts``; ``plan`` lets national forms (``089 12``) find what is stored as ``+498912``."""
        self._contacts = tuple(contacts)
        self._by_number: dict[str, int] = {}
        self._by_suffix: dict[str, list[tuple[str, int]]] = {}
        self._index_numbers()
        self._rank = self._ranks()
        self._words, self._owners = self._index_words()
        self._haystack, self._starts, self._hits = self._index_digits(plan)

    def __len__(self) -> int:
        return len(self._contacts)

    def __iter__(self) -> Iterator[Contact]:
        return iter(self._contacts)

    # -- who is it? --------------------------------------------------------------------------------------------------

    def by_number(self, stored: str) -> Contact | None:
        """Return who has the number: equal as stored; or, where ``stored`` is an incomplete outside number ("1234567",
        no plus sign, six digits or more), the only contact whose number ends with it.
        """
        place = self._by_number.get(stored)
        if place is None and len(stored) >= SHORTEST_SUFFIX and stored.isdecimal():
            ends = stored.lstrip("0")
            found = {owner for number, owner in self._by_suffix.get(ends[-SHORTEST_SUFFIX:], ())
                     if number.endswith(ends) and len(ends) >= SHORTEST_SUFFIX}
            place = found.pop() if len(found) == 1 else None
        return None if place is None else self._contacts[place]

    # -- what is meant? ----------------------------------------------------------------------------------------------

    def search(self, text: str, limit: int = 8) -> list[Match]:
        """Return at most ``limit`` contacts that match ``text``, best first.

        Every word must begin a word of the name or of the company; digits may also be anywhere in a number (one or two
        digits: at its beginning). Best are those whose name begins with the first word, then other words of the name,
        then the company, then numbers; equals stand by name, and nothing else moves them.
        """
        text = text.strip()
        spaced = _NUMERIC.fullmatch(text) and not text.isdecimal()
        found = self._numeric(text) if spaced else self._worded(text)
        best = nsmallest(max(limit, 0), found, key=lambda place: (found[place][0], self._rank[place]))
        matches = []
        for place in best:
            numbers = self._contacts[place].numbers
            which = found[place][1]
            matches.append(Match(self._contacts[place], numbers[which] if numbers else None))
        return matches

    def _worded(self, text: str) -> dict[int, tuple[int, int]]:
        """Contacts by place that match every word, with how well (0 is best) and which number."""
        sought = [asked(word) for word in words(text)]
        if not sought:
            return {}
        found = self._single(sought[0])
        for word in sought[1:]:
            also = self._single(word)
            # The number that digits named stays the one that is meant, whichever word came first.
            found = {place: (quality, which or also[place][1])
                     for place, (quality, which) in found.items() if place in also}
        return found

    def _single(self, word: str) -> dict[int, tuple[int, int]]:
        found = {place: (quality, 0) for place, quality in self._begins(word).items()}
        if word.isdecimal():
            for place, hit in self._numeric(word).items():
                found.setdefault(place, hit)
        return found

    def _begins(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        low = bisect_left(self._words, word)
        high = bisect_left(self._words, word + "\U0010ffff")
        for place, quality in self._owners[low:high]:
            if quality < found.get(place, 9):
                found[place] = quality
        return found

    def _numeric(self, text: str) -> dict[int, tuple[int, int]]:
        """Contacts by place with a number that has the digits; those at its beginning first."""
        digits = "".join(character for character in text if character.isdecimal() and character.isascii())
        digits = digits.removeprefix("00")
        found: dict[int, tuple[int, int]] = {}
        if not digits:
            return found
        needle = "\n" + digits if len(digits) <= _PREFIX_ONLY else digits
        at = self._haystack.find(needle)
        while at >= 0:
            line = bisect_left(self._starts, at + 1 + (len(needle) - len(digits))) - 1
            place, which = self._hits[line]
            quality = 3 if self._haystack[at - 1 + len(needle) - len(digits)] == "\n" else 4
            if quality < found.get(place, (9, 0))[0]:
                found[place] = (quality, which)
            at = self._haystack.find(needle, at + 1)
        return found

    # -- building ----------------------------------------------------------------------------------------------------

    def _index_numbers(self) -> None:
        for place, contact in enumerate(self._contacts):
            for number in contact.numbers:
                self._by_number.setdefault(number.stored, place)
                if number.stored.startswith("+"):
                    ending = number.stored[-SHORTEST_SUFFIX:]
                    self._by_suffix.setdefault(ending, []).append((number.stored, place))

    def _ranks(self) -> list[int]:
        """For each contact its place in the alphabet, so that equals of a search stand still."""
        folded = [(" ".join(map(asked, words(contact.title))), place) for place, contact in enumerate(self._contacts)]
        rank = [0] * len(folded)
        for position, (_, place) in enumerate(sorted(folded)):
            rank[place] = position
        return rank

    def _index_words(self) -> tuple[list[str], list[tuple[int, int]]]:
        entries: list[tuple[str, int, int]] = []
        for place, contact in enumerate(self._contacts):
            for position, word in enumerate(words(contact.name)):
                entries.extend((spelling, place, min(position, 1)) for spelling in spellings(word))
            for word in words(contact.company):
                entries.extend((spelling, place, 2) for spelling in spellings(word))
        entries.sort()
        return [entry[0] for entry in entries], [(entry[1], entry[2]) for entry in entries]

    def _index_digits(self, plan: DialPlan | None) -> tuple[str, list[int], list[tuple[int, int]]]:
        """One text with every form of every number on a line of its own: searching it takes no loop over contacts."""
        lines: list[str] = []
        hits: list[tuple[int, int]] = []
        for place, contact in enumerate(self._contacts):
            for which, number in enumerate(contact.numbers):
                forms = [number.stored.removeprefix("+")]
                if plan is not None and (national := plan.national(number.stored)) is not None:
                    forms.append(national)
                lines.extend(forms)
                hits.extend([(place, which)] * len(forms))
        starts: list[int] = []
        at = 1
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        return "\n" + "\n".join(lines), starts, hits
