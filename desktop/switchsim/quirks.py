"""What each quirk and each limit is about, in a sentence: for people who ask the simulator what it can be made to do.

The members themselves, with their defaults, are :class:`~desktop.switchsim.company.Quirks` and
:class:`~desktop.switchsim.company.Limits`.
"""

from __future__ import annotations

import typing
from dataclasses import fields
from typing import Any

from desktop.switchsim.company import Limits, Quirks

QUIRK_NAMES: dict[str, Any] = {field.name: typing.get_type_hints(Quirks)[field.name] for field in fields(Quirks)}
"""Quirk -> type of its value."""
LIMIT_NAMES: dict[str, Any] = {field.name: typing.get_type_hints(Limits)[field.name] for field in fields(Limits)}
"""Limit -> type of its value."""

QUIRKS = {
    "event_before_result": "The events of a service come before its result.",
    "release": "The last party of a call is cleared, or hears a tone (Failed, blocked) until it hangs up.",
    "clear_events": "A station whose partner leaves is told of both connections, or of its own only.",
    "failed_at": "Failed names the called connection, or the calling one.",
    "invalid_number": "A number that does not exist is refused, or accepted and Failed follows.",
    "unreachable": "A station that is busy, out of service or not to be disturbed: Failed follows, or it is refused.",
    "dnd_calls": "A station that is not to be disturbed may be asked to make calls itself.",
    "prompt_unanswered": "A phone that prompts in vain: the call is cleared, or fails.",
    "second_answer": "A second call is answered: the first is held, the answer is refused, or the first is cleared.",
    "ringing_ends": "A call that is rejected or rings too long ends for both, or the caller hears a tone (Failed).",
    "clears_alerting": "A call that rings can be rejected by ClearConnection; false: only deflected.",
    "joins_from": "Which two calls can be joined: any held and any active one, or a call and the consultation from it.",
    "transfer_ringing": "A call can be transferred while the new party rings.",
    "transfer_call_id": "The call after a transfer or conference is a new one, the held one or the active one.",
    "blind_transfer_order": "Which event of a single-step transfer comes first.",
    "step_conference_order": "Which event of a single-step conference comes first.",
    "step_conference_cause": "What Conferenced gives as cause of a single-step conference.",
    "intrusion": "Who intrudes makes a conference of the call, or has it held and talks with the one who was busy.",
    "hunting_cause": "What a hunting group gives as cause where a member does not answer.",
    "recall_cause": "A call that comes back says recall, or exactly why it came back.",
    "answered_elsewhere": "Of several phones that ring one answers: the others are diverted to it, or cleared.",
    "consulted_leaves": "The consulted party hangs up: the held call comes back by itself, or stays held.",
    "onhook_in_consultation": "Hanging up in a consultation transfers, lets the held party call back, or clears both.",
    "shared_line": "Each telephone of a MULAP may have a call of its own on the line, or there is one call at a time.",
    "offered": "A call is offered to a station (Offered) before it rings there.",
    "auto_answer_delivered": "A telephone that answers by itself at once rings before (Delivered).",
    "call_back_starts": "A call back that is due rings, or prompts to be lifted.",
    "park_told": "Who parks a call hears Diverted, or Queued only.",
    "snapshots": "Snapshots come in the answer, or after it in segments.",
    "external_delivered": "Delivered comes for calls to the outside.",
    "network_information": "Calls from outside tell calling and called number as the network gave them.",
    "external_subject": "Who answers or releases outside is named by number, or by the trunk.",
    "diverted_to_all": "Diverted goes to every monitored party, or to the diverting device only.",
    "last_redirection": "What stands for the last redirection where there was none (octets 87, 88 and 89).",
    "time_stamps": "Events carry the switch's clock.",
    "call_linkage": "Events carry call linkage.",
    "private_data": "An element in hex that every event carries as private data; false: none.",
    "cross_ref_octets": "How long cross references are.",
    "call_ids": "Call ids are two octets, or four digits as text.",
    "first_cross_ref": "The first cross reference.",
    "first_event_invoke_id": "The first invoke id of a link's events; from 32768 on it takes three octets.",
    "filter_echo": "A monitor's answer tells the filter shortened, whole, or not at all.",
    "idle_snapshot": "A snapshot of an idle station has an entry without a call, or none.",
    "bad_login": "A wrong password is rejected, or the connection is just closed.",
    "aare_authentication": "The answer to a log-in says what the switch is.",
    "disabled_events": "Events that the system never sends, by name.",
    "system_status_timer": "The switch tells its state every so many seconds, up to 180; 0: not by the clock.",
    "missing_services": "Services that the switch does not have, by the names of their operations (alternateCall ...).",
    "names_in_numbers": "Events give stations' names along with their numbers, N<101>Anna.",
    "split": "Everything is written in pieces of so many octets.",
    "glue": "What goes out at one moment is written at once.",
    "hidden_number": "A caller who hides the number is restricted, or not known.",
}
_LONGEST_STATUS_TIMER = 180
_NAMES = {"disabled_events": "event names", "missing_services": "names of operations"}
"""Quirks whose value is a set of names."""
LIMITS = {
    "licensed": "How many different stations may be monitored at a time; false: every one.",
    "links": "How many CSTA links there are.",
    "links_taken": "How many of them other programs have.",
    "monitors_per_device": "How many monitors a device may have.",
    "monitors": "How many monitors there may be.",
    "conference": "How many may be in a conference.",
    "calls_per_station": "How many calls a station may have.",
    "forwarding_hops": "How often a call may be forwarded.",
    "call_backs": "How many call backs a station may have ordered.",
    "segment": "How many entries one message of a list in segments has.",
}


def quirk_value(name: str, value: Any) -> Any:
    """A quirk's value from a TOML or JSON value.

    :raises ValueError: it is not one.
    """
    kind = QUIRK_NAMES[name]
    if typing.get_origin(kind) is typing.Literal:
        if value in typing.get_args(kind):
            return value
        raise ValueError(f"{name} must be one of {', '.join(typing.get_args(kind))}.")
    if name == "private_data":
        return None if value in (None, False) else _octets(value, name)
    if name in _NAMES:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return frozenset(value)
        raise ValueError(f"{name} must be a list of {_NAMES[name]}.")
    expected = bool if kind is bool else int
    if type(value) is not expected or (expected is int and value < 0):
        raise ValueError(f"{name} must be {'true or false' if expected is bool else 'a number'}.")
    if name == "system_status_timer" and value > _LONGEST_STATUS_TIMER:
        raise ValueError(f"{name} must be a number up to {_LONGEST_STATUS_TIMER}.")
    return value


def limit_value(name: str, value: Any) -> Any:
    """A limit's value from a TOML or JSON value; where there may be none, ``false`` stands for none.

    :raises ValueError: it is not one.
    """
    optional = type(None) in typing.get_args(LIMIT_NAMES[name])
    if optional and value is False:
        return None
    if type(value) is not int or value < 0:
        raise ValueError(f"{name} must be a number.")
    return value


def choices(name: str) -> str:
    """A few words about the values that a quirk may have; empty where its sentence tells them."""
    kind = QUIRK_NAMES[name]
    if typing.get_origin(kind) is typing.Literal:
        return f"Values: {', '.join(typing.get_args(kind))}."
    return {bool: "Values: true, false.", int: "Value: a number."}.get(kind, "")


def _octets(value: Any, name: str) -> bytes:
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text.")
    return bytes.fromhex(value)
