"""What can go wrong on a CSTA link, and whose fault it is.

Four kinds: local misuse (we asked for something impossible), remote violation (the octets are not what the standard
says), refusal (the switch said no, which is not a fault), and link lost. Each keeps its facts as attributes, and its
``sentence`` is one that a person can act on; ``str()`` is that sentence in English.
"""

from __future__ import annotations

from desktop.sentences import Sentence


class CstaError(Exception):
    """Base of all errors of this package."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class LocalMisuse(CstaError):
    """We asked for what cannot be asked now, or handed over a value that cannot be sent."""


class RemoteViolation(CstaError):
    """The other side sent octets that are not what framing, ACSE, ROSE or the schema allow.

    :ivar octets: the octets in question, as far as known, at most 64 of them.
    :ivar offset: where in the APDU or stream the trouble begins, in octets, or None.
    """

    def __init__(self, sentence: Sentence, octets: bytes = b"", offset: int | None = None) -> None:
        super().__init__(sentence)
        self.octets = octets[:64]
        self.offset = offset


class FramingError(RemoteViolation):
    """The stream is not a sequence of frames: the link cannot go on."""


class DecodeError(RemoteViolation):
    """An APDU does not fit BER or the schema; its frame was sound, so the link goes on."""
