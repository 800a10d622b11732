"""What can be set at a station beside forwarding and do not disturb, as it stands. Plain values; no call processing."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.services.presence import GetPresenceStateResult


@dataclass(eq=False, slots=True)
class Features:
    """The features of a station and the parts of its telephone.

    :ivar rings: after how many rings it answers by itself; 0: at once.
    :ivar hides_number: those whom it calls do not see its number.
    :ivar message_for: whom to call for the message that waits.
    :ivar agent_id: what the agent logged on with.
    :ivar presence: as it was set; None: never.
    :ivar volume: of the loudspeaker, 0 to 100; ``ring_volume`` likewise of the ringer.
    :ivar silenced: the ringer was silenced while it rang.
    """

    auto_answer: bool = False
    rings: int = 0
    hides_number: bool = False
    last_dialled: str | None = None
    message_for: str | None = None
    agent_id: bytes | None = None
    presence: GetPresenceStateResult | None = None
    display: str = ""
    microphone_mute: bool = False
    speaker_mute: bool = False
    volume: int = 50
    ring_pattern: int = 1
    ring_volume: int = 50
    silenced: bool = False


@dataclass(eq=False, slots=True)
class CallBackOrder:
    """A station wants to be called when another is free.

    :ivar armed: False: the other must have used its telephone first, since nobody answered there.
    """

    by: str
    to: str
    armed: bool = True
