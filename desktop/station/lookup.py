"""Who belongs to a number and what a text would dial: the contacts, the dial plan and the last calls together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from desktop.numbers import DialPlan
from desktop.sentences import Sentence
from desktop.station.views import DialPreview, Suggestion

MOST_RECENT = 50
MOST_SUGGESTIONS = 8


class Names(Protocol):
    """Names for numbers; the contacts book is one."""

    def name_of(self, stored: str) -> str | None:
        """The name for a stored number."""

    def company_of(self, stored: str) -> str | None:
        """The company of a stored number."""

    def search(self, text: str, limit: int) -> tuple[tuple[str, str, str], ...]:
        """(name, company, stored number) of entries that match a text, best first; name and company may be empty."""


class Lookup:
    """The look-ups of one station.

    :param own: the number of the station, whose company is one's own.
    """

    def __init__(self, plan: DialPlan, names: Names, own: str, now: Callable[[], datetime]) -> None:
        self._plan = plan
        self._names = names
        self._own = own
        self._now = now
        self._recent: deque[tuple[str, Sentence]] = deque(maxlen=MOST_RECENT)

    def shown(self, number: str) -> str:
        """A number, stored or as reported, as people read it."""
        return self._plan.shown(self._plan.stored(number) or number)

    def named(self, number: str) -> str:
        """The name that belongs to a number, stored or as reported, else the number as people read it."""
        stored = self._plan.stored(number)
        if stored is None:
            return number
        return self._names.name_of(stored) or self._plan.shown(stored)

    def name(self, stored: str) -> str | None:
        """The name that belongs to a stored number, None where there is none."""
        return self._names.name_of(stored)

    def company(self, stored: str) -> str | None:
        """The company that a stored number belongs to; None for one's own company and where it is not known."""
        company = self._names.company_of(stored)
        return None if company == self._names.company_of(self._own) else company

    def remember(self, stored: str, *, outgoing: bool) -> None:
        """Suggest a number that was called, or that called, from now on."""
        time = self._now().strftime("%H:%M")
        note = Sentence("called at {time}", time=time) if outgoing else Sentence("called you at {time}", time=time)
        self._recent.appendleft((stored, note))

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Entries for the dial field, best first, at most eight; the last calls where nothing was typed."""
        wanted = text.strip()
        digits = "".join(sign for sign in wanted if sign.isdigit())
        found: dict[str, Suggestion] = {}
        if wanted:
            for name, company, number in self._names.search(wanted, MOST_SUGGESTIONS):
                other = self.company(number) if name else None
                found.setdefault(
                    number, Suggestion(name or company, number, self.shown(number), "contact", company=other)
                )
        for number, note in self._recent:
            if not wanted or (digits and digits in number):
                entry = Suggestion(self.name(number), number, self.shown(number), "recent", note, self.company(number))
                found.setdefault(number, entry)
        return tuple(found.values())[:MOST_SUGGESTIONS]

    def preview(self, text: str) -> DialPreview:
        """What would really be dialled for ``text``."""
        dialled = self._plan.dialled(text)
        if dialled.digits is None or dialled.problem is not None:
            return DialPreview(None, None, None, None, 0, dialled.problem)
        name = None if dialled.stored is None else self.name(dialled.stored)
        trunk = self._plan.trunk_code if dialled.external else ""
        rest = dialled.digits.removeprefix(trunk)
        shown = f"{trunk} {rest}" if trunk and rest != dialled.digits else dialled.digits
        return DialPreview(dialled.digits, shown, name, dialled.external, len(dialled.tones))
