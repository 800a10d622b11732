"""Telephone numbers: as dialled, as stored, as shown. Pure: no files, no clock, no sockets.

Three forms, kept apart everywhere:

- **dialled**: the digits that MakeCall gets, trunk code included (``00891234567``);
- **stored**: E.164 with a plus sign (``+49891234567``), or an internal, service or emergency number as it is (``101``);
- **shown**: what people read (``+49 89 1234567``).

:class:`DialPlan` turns one into the other. Two habits of its own: emergency numbers are never rewritten except for the
trunk code and never refused; and what follows a comma in a dialled string is :class:`Tones`, which no log can show.

``metadata`` is the only module that touches the ``phonenumbers`` library, and imports it at the first question that
needs it (about 0.1 s), never when this room is imported. Any room above may call this one; it calls nobody.
"""

from desktop.numbers.plan import Dialled, DialPlan
from desktop.numbers.tones import Tones

__all__ = ["DialPlan", "Dialled", "Tones"]
