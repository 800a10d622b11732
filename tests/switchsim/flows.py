"""The flows of the standard as the switch must play them: what is done, and what each monitored party is told.

An expected line is: event, call/device of its connection, local connection state at the monitored device, cause.
The first call of an office is b164, then b165 and so on. Event order is general knowledge of ECMA-269, with the habits
of HiPath.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.csta.enumerations import AutoOriginate
from desktop.csta.services.call_associated import GenerateDigits
from desktop.csta.services.call_control import (
    AlternateCall,
    AnswerCall,
    ClearCall,
    ClearConnection,
    ConferenceCall,
    DeflectCall,
    DialDigits,
    DirectedPickupCall,
    GroupPickupCall,
    ReconnectCall,
    SingleStepConf,
    SingleStepTrans,
    TransferCall,
)
from desktop.csta.services.logical import SetDoNotDisturb, SetForwarding
from desktop.csta.values import DeviceID
from desktop.switchsim.company import Company
from tests.switchsim.office import Office
from tests.switchsim.playing import do as _do
from tests.switchsim.playing import make as _make
from tests.switchsim.playing import talk as _talk
from tests.switchsim.playing import then as _then
from tests.switchsim.playing import wait as _wait


@dataclass(frozen=True)
class Flow:
    """One situation."""

    name: str
    play: Callable[[Office], object]
    told: dict[str, str]
    quirks: dict[str, Any] = field(default_factory=dict)
    before: Callable[[Office], object] | None = None
    """What has happened already; its events do not count."""
    base: Company | None = None
    """Another office than the usual one."""


def _clear(device: str, state: str = "connected") -> Callable[[Office], object]:
    return lambda office: office.ask(ClearConnection(connection_to_be_cleared=office.connection(device, state)))


def _pair(kind: type[Any]) -> Callable[[Office], object]:
    def play(office: Office) -> object:
        held, active = office.pair("100")
        return office.ask(kind(held_call=held, active_call=active))

    return play


def _consulting(office: Office) -> None:
    office.consulting()


def _ringing_consultation(office: Office) -> None:
    office.consulting(answered=False)


def _single_step(to: str) -> Callable[[Office], object]:
    return lambda office: office.ask(SingleStepTrans(active_call=office.connection("100"), transferred_to=DeviceID(to)))


_ADDED = _then(
    lambda office: office.ask(SingleStepConf(active_call=office.connection("100"), device_to_join=DeviceID("102"))),
    _do("answer", device="102"),
)
_CALL_WAITS = _then(_talk("101", "100"), _make("102", "100"))

FLOWS = (
    Flow(
        "TR/82 4.1 MakeCall, the phone prompts: lifted, answered, hung up",
        _then(_make("100", "101"), _do("answer", device="101"), _clear("100")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                delivered b164/101 connected newCall
                established b164/101 connected newCall
                connectionCleared b164/100 null normalClearing
                """,
            "101": """
                delivered b164/101 alerting newCall
                established b164/101 connected newCall
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
    ),
    Flow(
        "TR/82 4.2 MakeCall hands-free",
        _make("100", "101", auto_originate=AutoOriginate.doNotPrompt),
        {"100": "originated b164/100 connected newCall\ndelivered b164/101 connected newCall"},
    ),
    Flow(
        "TR/82 4.4 dialled by hand",
        _do("dial", device="100", to="101"),
        {
            "100": """
                serviceInitiated b164/100 initiated newCall
                originated b164/100 connected newCall
                delivered b164/101 connected newCall
                """
        },
    ),
    Flow(
        "handset lifted and put back",
        _then(_do("offhook", device="100"), _do("onhook", device="100")),
        {"100": "serviceInitiated b164/100 initiated newCall\nconnectionCleared b164/100 null normalClearing"},
    ),
    Flow(
        "TR/82 4.6 DialDigits",
        _then(
            _do("offhook", device="100"),
            lambda office: office.ask(
                DialDigits(dialling_connection=office.connection("100"), dialling_sequence=DeviceID("101"))
            ),
        ),
        {
            "100": """
                serviceInitiated b164/100 initiated newCall
                digitsDialed b164/100 initiated normal
                originated b164/100 connected newCall
                delivered b164/101 connected newCall
                """
        },
    ),
    Flow(
        "TR/82 4.8 the called device is busy",
        _make("103", "100"),
        {
            "103": """
                serviceInitiated b165/103 initiated makeCall
                originated b165/103 connected newCall
                failed b165/100 connected busy
                """,
            "100": "",
        },
        before=_then(lambda office: office.switch.phones["100"].with_habits(busy=True), _talk("101", "102")),
    ),
    Flow(
        "do not disturb",
        _make("101", "100"),
        {
            "101": """
                serviceInitiated b164/101 initiated makeCall
                originated b164/101 connected newCall
                failed b164/100 connected doNotDisturb
                """
        },
        before=_do("set", device="100", dnd=True),
    ),
    Flow(
        "a failure told at the calling connection",
        _then(_make("101", "100"), _clear("101", "fail")),
        {
            "101": """
                serviceInitiated b164/101 initiated makeCall
                originated b164/101 connected newCall
                failed b164/101 fail doNotDisturb
                connectionCleared b164/101 null normalClearing
                """
        },
        quirks={"failed_at": "calling"},
        before=_do("set", device="100", dnd=True),
    ),
    Flow(
        "an unknown number as an event",
        _make("100", "199"),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                failed b164/199 connected destNotObtainable
                """
        },
        quirks={"invalid_number": "fail"},
    ),
    Flow(
        "TR/82 6.2 the other is left with a tone",
        _then(_clear("101"), _do("onhook", device="100")),
        {
            "100": """
                connectionCleared b164/101 connected normalClearing
                failed b164/100 fail blocked
                connectionCleared b164/100 null normalClearing
                """
        },
        quirks={"release": "blocked"},
        before=_talk("101", "100"),
    ),
    Flow(
        "the partner's leaving is not told",
        _clear("101"),
        {"100": "connectionCleared b164/100 null normalClearing"},
        quirks={"clear_events": "own"},
        before=_talk("101", "100"),
    ),
    Flow(
        "TR/82 6.6 ClearCall",
        lambda office: office.ask(ClearCall(call_to_be_cleared=office.connection("100"))),
        {
            "100": """
                connectionCleared b164/101 connected normalClearing
                connectionCleared b164/100 null normalClearing
                """,
            "101": "connectionCleared b164/101 null normalClearing",
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "TR/82 6.8 it rings too long",
        _wait(120),
        {
            "100": """
                connectionCleared b164/100 null callNotAnswered
                """,
            "101": """
                connectionCleared b164/100 connected callNotAnswered
                connectionCleared b164/101 null callNotAnswered
                """,
        },
        before=_make("101", "100"),
    ),
    Flow(
        "TR/82 7.1 outgoing external",
        _then(_make("100", "00891234567"), _do("answer", device="0891234567"), _do("hangup", device="0891234567")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                networkReached b164/7801 connected newCall
                delivered b164/7801 connected newCall
                established b164/7801 connected newCall
                connectionCleared b164/7801 connected normalClearing
                connectionCleared b164/100 null normalClearing
                """
        },
    ),
    Flow(
        "TR/82 7.3 busy outside, on a trunk that never sends Delivered",
        _make("100", "00891111111"),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                networkReached b164/7801 connected newCall
                failed b164/7801 connected busy
                """
        },
        quirks={"external_delivered": False},
    ),
    Flow(
        "all trunks busy",
        _make("102", "00891234567"),
        {
            "102": """
                serviceInitiated b166/102 initiated makeCall
                originated b166/102 connected newCall
                failed b166/00891234567 connected trunksBusy
                """
        },
        before=_then(_make("100", "00891234567"), _make("101", "00899876543")),
    ),
    Flow(
        "TR/82 8.1 incoming external, the caller gives up",
        _then(_do("call", **{"from": "0891234567", "to": "100"}), _do("hangup", device="0891234567")),
        {
            "100": """
                delivered b164/100 alerting newCall
                connectionCleared b164/7801 alerting normalClearing
                connectionCleared b164/100 null normalClearing
                """
        },
    ),
    Flow(
        "a second caller waits and is answered: the switch holds the first",
        lambda office: office.ask(AnswerCall(call_to_be_answered=office.connection("100", "alerting"))),
        {
            "100": """
                held b164/100 hold normal
                established b165/100 connected newCall
                """,
            "101": "held b164/100 connected normal",
            "102": "established b165/100 connected newCall",
        },
        before=_CALL_WAITS,
    ),
    Flow(
        "a second caller is answered: the switch ends the first call",
        _do("answer", device="100"),
        {
            "100": "connectionCleared b164/100 null normalClearing\nestablished b165/100 connected newCall",
            "101": """
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        quirks={"second_answer": "clear"},
        before=_CALL_WAITS,
    ),
    Flow(
        "hold and retrieve",
        _then(_do("hold", device="100"), _do("retrieve", device="100")),
        {
            "100": "held b164/100 hold normal\nretrieved b164/100 connected normal",
            "101": "held b164/100 connected normal\nretrieved b164/100 connected normal",
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "consultation",
        lambda office: office.consult("100", "102"),
        {
            "100": """
                held b164/100 hold consultation
                serviceInitiated b165/100 initiated consultation
                originated b165/100 connected consultation
                delivered b165/102 connected newCall
                """,
            "101": "held b164/100 connected consultation",
            "102": "delivered b165/102 alerting newCall",
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "swap",
        _pair(AlternateCall),
        {
            "100": "held b165/100 hold alternate\nretrieved b164/100 connected alternate",
            "101": "retrieved b164/100 connected alternate",
            "102": "held b165/100 connected alternate",
        },
        before=_consulting,
    ),
    Flow(
        "back to the first",
        _pair(ReconnectCall),
        {
            "100": "connectionCleared b165/100 null normalClearing\nretrieved b164/100 connected normal",
            "101": "retrieved b164/100 connected normal",
            "102": """
                connectionCleared b165/100 connected normalClearing
                connectionCleared b165/102 null normalClearing
                """,
        },
        before=_consulting,
    ),
    Flow(
        "the consulted party leaves: the first call comes back by itself",
        _do("hangup", device="102"),
        {
            "100": """
                connectionCleared b165/102 connected normalClearing
                connectionCleared b165/100 null normalClearing
                retrieved b164/100 connected normal
                """
        },
        before=_consulting,
    ),
    Flow(
        "the consulted party leaves and the first call stays held",
        _do("hangup", device="102"),
        {
            "100": """
                connectionCleared b165/102 connected normalClearing
                connectionCleared b165/100 null normalClearing
                """
        },
        quirks={"consulted_leaves": "stay"},
        before=_consulting,
    ),
    Flow(
        "transfer, talked to before",
        _pair(TransferCall),
        {
            "100": "transferred b164/100 null transfer",
            "101": "transferred b164/100 connected transfer",
            "102": "transferred b164/100 connected transfer",
        },
        before=_consulting,
    ),
    Flow(
        "transfer while it rings, answered afterwards",
        _then(_pair(TransferCall), _do("answer", device="102")),
        {
            "100": "transferred b164/100 null transfer",
            "101": "transferred b164/100 connected transfer\nestablished b166/102 connected newCall",
            "102": "transferred b164/100 alerting transfer\nestablished b166/102 connected newCall",
        },
        before=_ringing_consultation,
    ),
    Flow(
        "transfer while it rings, not answered: it comes back",
        _then(_pair(TransferCall), _wait(20), _do("answer", device="100")),
        {
            "100": """
                transferred b164/100 null transfer
                delivered b166/100 alerting recall
                established b166/100 connected recall
                """,
            "101": """
                transferred b164/100 connected transfer
                diverted b166/102 connected recall
                delivered b166/100 connected recall
                established b166/100 connected recall
                """,
            "102": "transferred b164/100 alerting transfer\ndiverted b166/102 null recall",
        },
        before=_ringing_consultation,
    ),
    Flow(
        "handset down in a consultation: transferred",
        _do("onhook", device="100"),
        {"100": "transferred b164/100 null transfer"},
        before=_consulting,
    ),
    Flow(
        "handset down in a consultation: recall",
        _do("onhook", device="100"),
        {
            "100": """
                connectionCleared b165/100 null normalClearing
                delivered b164/100 alerting recall
                """,
            "101": "delivered b164/100 connected recall",
        },
        quirks={"onhook_in_consultation": "recall"},
        before=_consulting,
    ),
    Flow(
        "handset down in a consultation: both cleared",
        _do("onhook", device="100"),
        {
            "100": """
                connectionCleared b165/100 null normalClearing
                connectionCleared b164/100 null normalClearing
                """,
        },
        quirks={"onhook_in_consultation": "clear"},
        before=_consulting,
    ),
    Flow(
        "single-step transfer",
        _then(_single_step("102"), _do("answer", device="102")),
        {
            "100": "transferred b164/100 null singleStepTransfer",
            "101": """
                transferred b164/100 connected singleStepTransfer
                delivered b165/102 connected singleStepTransfer
                established b165/102 connected newCall
                """,
            "102": "delivered b165/102 alerting singleStepTransfer\nestablished b165/102 connected newCall",
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "single-step transfer, Delivered first",
        _single_step("102"),
        {
            "100": "transferred b164/100 null singleStepTransfer",
            "101": """
                delivered b165/102 connected singleStepTransfer
                transferred b164/100 connected singleStepTransfer
                """,
        },
        quirks={"blind_transfer_order": "delivered"},
        before=_talk("101", "100"),
    ),
    Flow(
        "conference, and the owner leaves",
        _then(_pair(ConferenceCall), _clear("100")),
        {
            "100": """
                conferenced b164/100 connected conference
                connectionCleared b166/100 null normalClearing
                """,
            "101": """
                conferenced b164/100 connected conference
                connectionCleared b166/100 connected normalClearing
                """,
            "102": """
                conferenced b164/100 connected conference
                connectionCleared b166/100 connected normalClearing
                """,
        },
        before=_consulting,
    ),
    Flow(
        "single-step conference",
        _ADDED,
        {
            "100": """
                delivered b164/102 connected singleStepConference
                conferenced b164/100 connected singleStepConference
                established b164/102 connected newCall
                """,
            "102": "delivered b164/102 alerting singleStepConference\nestablished b164/102 connected newCall",
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "single-step conference, told as an active participation",
        _ADDED,
        {
            "100": """
                delivered b164/102 connected singleStepConference
                conferenced b164/100 connected activeParticipation
                established b164/102 connected newCall
                """,
            "101": """
                delivered b164/102 connected singleStepConference
                conferenced b164/100 connected activeParticipation
                established b164/102 connected newCall
                """,
            "102": "delivered b164/102 alerting singleStepConference\nestablished b164/102 connected newCall",
        },
        before=_talk("101", "100"),
        quirks={"step_conference_cause": "activeParticipation"},
    ),
    Flow(
        "deflect",
        lambda office: office.ask(
            DeflectCall(call_to_be_diverted=office.connection("100"), new_destination=DeviceID("102"))
        ),
        {
            "100": "diverted b164/100 null redirected",
            "101": "diverted b164/100 connected redirected\ndelivered b164/102 connected redirected",
            "102": "delivered b164/102 alerting redirected",
        },
        before=_make("101", "100"),
    ),
    Flow(
        "reject",
        _clear("100", "alerting"),
        {
            "100": "connectionCleared b164/100 null normalClearing",
            "101": """
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        before=_make("101", "100"),
    ),
    Flow(
        "directed pickup",
        lambda office: office.ask(
            DirectedPickupCall(call_to_be_picked_up=office.connection("100"), requesting_device=DeviceID("102"))
        ),
        {
            "100": "diverted b164/100 null callPickup",
            "101": "diverted b164/100 connected callPickup\nestablished b164/102 connected callPickup",
            "102": "established b164/102 connected callPickup",
        },
        before=_make("101", "100"),
    ),
    Flow(
        "group pickup",
        lambda office: office.ask(GroupPickupCall(new_destination=DeviceID("102"))),
        {
            "100": "diverted b164/100 null callPickup",
            "102": "established b164/102 connected callPickup",
        },
        before=_make("101", "100"),
    ),
    Flow(
        "forwarded at once",
        _make("101", "100"),
        {
            "100": "diverted b164/100 null callForwardImmediate",
            "101": """
                serviceInitiated b164/101 initiated makeCall
                originated b164/101 connected newCall
                diverted b164/100 connected callForwardImmediate
                delivered b164/102 connected callForwardImmediate
                """,
            "102": "delivered b164/102 alerting callForwardImmediate",
        },
        before=_do("set", device="100", forwarding={"type": "immediate", "on": True, "to": "102"}),
    ),
    Flow(
        "forwarded when busy",
        _make("103", "100"),
        {
            "100": "diverted b165/100 null callForwardBusy",
            "102": "delivered b165/102 alerting callForwardBusy",
        },
        before=_then(
            _do("set", device="100", forwarding={"type": "busy", "on": True, "to": "102"}), _talk("101", "100")
        ),
    ),
    Flow(
        "forwarded after no answer",
        _wait(15),
        {
            "100": "diverted b164/100 null callForwardNoAnswer",
            "101": "diverted b164/100 connected callForwardNoAnswer\ndelivered b164/102 connected callForwardNoAnswer",
            "102": "delivered b164/102 alerting callForwardNoAnswer",
        },
        before=_then(
            _do("set", device="100", forwarding={"type": "noAns", "on": True, "to": "102"}), _make("101", "100")
        ),
    ),
    Flow(
        "forwarding in a ring ends",
        _make("101", "100"),
        {
            "101": """
                serviceInitiated b164/101 initiated makeCall
                originated b164/101 connected newCall
                diverted b164/100 connected callForwardImmediate
                diverted b164/102 connected callForwardImmediate
                failed b164/100 connected destNotObtainable
                """
        },
        before=_then(
            _do("set", device="100", forwarding={"type": "immediate", "on": True, "to": "102"}),
            _do("set", device="102", forwarding={"type": "immediate", "on": True, "to": "100"}),
        ),
    ),
    Flow(
        "a hunting group: the first member, then the next",
        _then(_make("100", "700"), _wait(10), _do("answer", device="105")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                diverted b164/700 connected distributed
                delivered b164/104 connected distributed
                diverted b164/104 connected distributed
                delivered b164/105 connected distributed
                established b164/105 connected newCall
                """,
            "104": "delivered b164/104 alerting distributed\ndiverted b164/104 null distributed",
            "105": "delivered b164/105 alerting distributed\nestablished b164/105 connected newCall",
        },
    ),
    Flow(
        "tones",
        lambda office: office.ask(
            GenerateDigits(connection_to_send_digits=office.connection("100"), characters_to_send="12#")
        ),
        {"100": "digitsGeneratedEvent"},
        before=_talk("101", "100"),
    ),
    Flow(
        "out of service in the middle of a call, and back",
        _then(_do("set", device="100", in_service=False), _do("set", device="100", in_service=True)),
        {
            "100": "connectionCleared b164/100 null normalClearing\noutOfService\nbackInService",
            "101": """
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "do not disturb, forwarding and message waiting are told",
        _then(
            lambda office: office.ask(SetDoNotDisturb(device=DeviceID("100"), do_not_disturb_on=True)),
            lambda office: office.ask(
                SetForwarding(device=DeviceID("100"), activate_forward=True, forward_dn=DeviceID("102"))
            ),
            _do("set", device="100", message_waiting=True),
        ),
        {"100": "doNotDisturb\nforwarding\nmessageWaiting"},
    ),
)
"""What must hold, by name."""
