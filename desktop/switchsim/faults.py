"""Everything that can go wrong on purpose, each by a name, at the start or at any time.

``{"do": "fault", "name": "slow_answer", "seconds": 3}``; most names take ``"on": false`` to be well again, and
``"link": 1`` where only one link is meant. The name of a quirk or of a limit sets that:
``{"do": "fault", "name": "release", "value": "blocked"}``. ``{"do": "faults"}`` lists them all. In the company's file
``faults = ["two_octet_framing"]`` or a table: ``[faults]``, ``slow_answer = { seconds = 3 }``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.switchsim import mishaps
from desktop.switchsim.quirks import LIMIT_NAMES, LIMITS, QUIRK_NAMES, QUIRKS, choices, limit_value, quirk_value
from desktop.switchsim.switch import Switch

__all__ = ["FAULTS", "LIMIT_NAMES", "QUIRK_NAMES", "Fault", "begin", "inject", "sentences"]

Setting = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can go wrong."""

    sentence: str
    inject: Callable[[Switch, Setting], None]


def begin(switch: Switch) -> None:
    """Bring the faults into force that the company has from the start.

    :raises ValueError: one of them makes no sense.
    """
    for name, setting in switch.company.faults:
        inject(switch, name, setting)


def inject(switch: Switch, name: str, setting: Setting) -> None:
    """Let something go wrong, or right again.

    :raises ValueError: there is no such fault, or its setting makes no sense; nothing has changed.
    """
    if name in FAULTS:
        FAULTS[name].inject(switch, setting)
    elif name in QUIRK_NAMES:
        switch.change(**{name: quirk_value(name, setting.get("value", setting.get("on")))})
    elif name in LIMIT_NAMES:
        value = limit_value(name, setting.get("value"))
        switch.company = replace(switch.company, limits=replace(switch.company.limits, **{name: value}))
    else:
        raise ValueError(f"There is no fault {name!r}. There are: {', '.join(sentences())}.")


def sentences() -> dict[str, str]:
    """What can be made to go wrong: name -> a sentence, with the values where they are few; faults, quirks, limits."""
    quirks = {name: " ".join((QUIRKS.get(name, ""), choices(name))).strip() for name in QUIRK_NAMES}
    faults = {name: fault.sentence for name, fault in FAULTS.items()}
    return faults | quirks | {name: LIMITS.get(name, "") for name in LIMIT_NAMES}


FAULTS = {
    "accept_silently": Fault("New connections are accepted and never answered (half-open).", mishaps.accept_silently),
    "cut": Fault(
        'The link is closed without a word, at once or "after_octets": of what is "sent" (the default) or "received"; '
        'with "next": true that of the next link, from its first octet.',
        mishaps.cut,
    ),
    "double_event": Fault('The next "count" events called "event" come twice.', mishaps.event("double")),
    "event_invoke_id": Fault(
        'The next event gets the invoke id "value" (65534: the counter begins again soon).', mishaps.event_invoke_id
    ),
    "forget_link": Fault(
        "The switch forgets the link, which the client still believes in (half-open).", mishaps.forget_link
    ),
    "garbage": Fault('Octets that are no frame ("hex") are sent.', mishaps.garbage),
    "late_events": Fault(
        'Every event comes "seconds" late, in order; "on": false: those that wait come at once.',
        mishaps.late_events,
    ),
    "lose_event": Fault('The next "count" events called "event" are never sent.', mishaps.event("lose")),
    "messages_lost": Fault(
        'The next "count" events are never sent, and SystemStatus says so afterwards.', mishaps.messages_lost
    ),
    "no_answer": Fault(
        'The next "count" requests, or all, are never answered; with "service" (answerCall ...) those of one service.',
        mishaps.no_answer,
    ),
    "out_of_service": Fault(
        'The station "device" goes out of service; "on": false: comes back.', mishaps.out_of_service
    ),
    "oversize": Fault('A valid message with "octets" of private data is sent.', mishaps.oversize),
    "refuse_login": Fault(
        'The next "count" log-ins, or all, are refused: "value" permanent, transient or close.', mishaps.refuse_login
    ),
    "restart": Fault(
        'All links are closed, all monitors void; "calls" kept, or lost with call backs and what agents are; for '
        '"seconds" nobody is let in.',
        mishaps.restart,
    ),
    "reuse_cross_refs": Fault(
        "A cross reference that was given back is given away again at once.", mishaps.reuse_cross_refs
    ),
    "silent": Fault("The link says and hears nothing, and is not closed.", mishaps.silent),
    "slow_answer": Fault(
        'Every answer takes "seconds"; with "service" (answerCall ...) every one to that service.', mishaps.slow_answer
    ),
    "stop_monitor": Fault('The switch ends the monitors of "device", or all.', mishaps.stop_monitor),
    "swap_events": Fault(
        'The next "count" events called "event" come after the event that follows them.', mishaps.event("swap")
    ),
    "system_status": Fault(
        'SystemStatus is sent with "status": messagesLost, disabled, overloadReached ... or its number. While it is '
        'initializing or disabled, services are refused and no events sent; so for "devices" while partiallyDisabled.',
        mishaps.system_status,
    ),
    "two_octet_framing": Fault("Frames of the switch begin with their length only.", mishaps.two_octet_framing),
}
