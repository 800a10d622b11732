"""Why something that a person or a program asked was not done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from desktop.sentences import Sentence

if TYPE_CHECKING:
    from desktop.link.client import RequestError

Kind = Literal["usage", "state", "refused", "rejected", "timeout", "link", "unknown"]


class Refusal(Exception):
    """What was asked was not done, or nobody knows whether it was.

    :ivar kind: as in the control vocabulary.
    :ivar code: for programs; never changes with the language.
    :ivar category: of a refusal by the switch: operation, security, state, systemResource ...
    :ivar sentence: for people.
    """

    def __init__(self, kind: Kind, code: str, sentence: Sentence, category: str | None = None) -> None:
        super().__init__(str(sentence))
        self.kind: Kind = kind
        self.code = code
        self.category = category
        self.sentence = sentence

    @classmethod
    def of(cls, error: RequestError) -> Refusal:
        """Make it of what a request ended with."""
        from desktop.link.client import ServiceRefused  # late: the window catches refusals before it can ask anything

        category = error.failure.category if isinstance(error, ServiceRefused) else None
        return cls(error.kind, error.code, error.sentence, category)

    def saying(self, sentence: Sentence) -> Refusal:
        """The same, in words that say what to do in its situation."""
        return Refusal(self.kind, self.code, sentence, self.category)

    @classmethod
    def usage(cls, sentence: Sentence, code: str = "usage") -> Refusal:
        """The asker got it wrong."""
        return cls("usage", code, sentence)

    @classmethod
    def state(cls, code: str, sentence: Sentence) -> Refusal:
        """Not possible now."""
        return cls("state", code, sentence)
