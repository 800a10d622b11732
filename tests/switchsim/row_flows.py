"""More situations, by the numbers of ECMA TR/82 and the rows of the standard's flows, written as in :mod:`flows`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.csta.services.call_control import (
    AnswerCall,
    ClearCall,
    ClearConnection,
    DialDigits,
    ReconnectCall,
    TransferCall,
)
from desktop.csta.values import DeviceID
from tests.switchsim.flows import Flow
from tests.switchsim.office import Office, company
from tests.switchsim.playing import do as _do
from tests.switchsim.playing import make as _make
from tests.switchsim.playing import talk as _talk
from tests.switchsim.playing import then as _then
from tests.switchsim.playing import wait as _wait


def _call(number: str, to: str) -> Callable[[Office], object]:
    return _do("call", **{"from": number, "to": to})


def _digits(*stages: str) -> Callable[[Office], object]:
    def play(office: Office) -> None:
        for digits in stages:
            dialling = office.connection("100", "initiated")
            office.ask(DialDigits(dialling_connection=dialling, dialling_sequence=DeviceID(digits)))

    return play


def _clear(device: str, state: str = "connected") -> Callable[[Office], object]:
    return lambda office: office.ask(ClearConnection(connection_to_be_cleared=office.connection(device, state)))


def _answer(device: str) -> Callable[[Office], object]:
    return lambda office: office.ask(AnswerCall(call_to_be_answered=office.connection(device, "alerting")))


def _forward(device: str, kind: str, to: str) -> Callable[[Office], object]:
    return _do("set", device=device, forwarding={"type": kind, "on": True, "to": to})


def _consult(device: str, to: str) -> Callable[[Office], object]:
    return lambda office: office.consult(device, to)


def _consulting(office: Office) -> None:
    office.consulting()


def _pair(kind: type[Any], active: str = "connected") -> Callable[[Office], object]:
    def play(office: Office) -> object:
        return office.ask(
            kind(held_call=office.connection("100", "hold"), active_call=office.connection("100", active))
        )

    return play


def _needs_lifting(office: Office) -> None:
    phone = office.switch.phones["100"]
    phone.station = replace(phone.station, hands_free=False)


def _answer_call(call_id: str) -> Callable[[Office], object]:
    return _do("answer", device="100", call_id=call_id)


def _busy(device: str) -> Callable[[Office], object]:
    return lambda office: office.switch.phones[device].with_habits(busy=True)


def _conference(office: Office) -> None:
    office.consulting()
    office.ok("conference", device="100")


ROW_FLOWS = (
    Flow(
        "established without delivered: a telephone answers by itself at once",
        _then(_make("100", "101"), _make("102", "101")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                established b164/101 connected newCall
                """,
            "101": """
                established b164/101 connected newCall
                delivered b165/101 alerting newCall
                """,
        },
        quirks={"auto_answer_delivered": False},
        before=_do("feature", device="101", auto_answer=True),
    ),
    Flow(
        "a telephone that answers by itself after a ring rings",
        _then(_make("100", "101"), _wait(5)),
        {"101": "delivered b164/101 alerting newCall\nestablished b164/101 connected newCall"},
        quirks={"auto_answer_delivered": False},
        before=_do("feature", device="101", auto_answer=True, rings=1),
    ),
    Flow(
        "a call is rejected, and the caller hears busy",
        _clear("101", "alerting"),
        {
            "100": """
                connectionCleared b164/101 connected normalClearing
                failed b164/101 connected busy
                """,
            "101": "connectionCleared b164/101 null normalClearing",
        },
        quirks={"ringing_ends": "fail"},
        before=_make("100", "101"),
    ),
    Flow(
        "a call from outside is rejected, and the caller hears busy for a while",
        _then(_clear("101", "alerting"), _wait(3)),
        {
            "7801": """
                connectionCleared b164/101 connected normalClearing
                failed b164/7801 fail busy
                connectionCleared b164/7801 null normalClearing
                """,
            "101": "connectionCleared b164/101 null normalClearing",
        },
        quirks={"ringing_ends": "fail", "failed_at": "calling"},
        before=_call("0891234567", "101"),
    ),
    Flow(
        "TR/82 6.8 a call rings too long, and the caller hears a tone",
        _then(_wait(120), _do("hangup", device="100")),
        {
            "100": """
                connectionCleared b164/101 connected callNotAnswered
                failed b164/101 connected callNotAnswered
                connectionCleared b164/100 null normalClearing
                """,
            "101": "connectionCleared b164/101 null callNotAnswered",
        },
        quirks={"ringing_ends": "fail"},
        before=_make("100", "101"),
    ),
    Flow(
        "TR/82 4.3 MakeCall at a phone that is off hook already",
        _make("100", "101"),
        {"100": "originated b164/100 connected newCall\ndelivered b164/101 connected newCall"},
        before=_do("offhook", device="100"),
    ),
    Flow(
        "TR/82 4.5 dialled by hand, digit by digit",
        _then(*(_do("dial", device="100", to=digit) for digit in "101")),
        {
            "100": """
                digitsDialed b164/100 initiated normal
                digitsDialed b164/100 initiated normal
                digitsDialed b164/100 initiated normal
                originated b164/100 connected newCall
                delivered b164/101 connected newCall
                """
        },
        before=_do("offhook", device="100"),
    ),
    Flow(
        "TR/82 4.7 DialDigits in several stages",
        _digits("0", "891234567"),
        {
            "100": """
                digitsDialed b164/100 initiated normal
                digitsDialed b164/100 initiated normal
                originated b164/100 connected newCall
                networkReached b164/7801 connected newCall
                delivered b164/7801 connected newCall
                """,
            "7801": "networkReached b164/7801 alerting newCall\ndelivered b164/7801 alerting newCall",
        },
        before=_do("offhook", device="100"),
    ),
    Flow(
        "TR/82 4.11 dialled by hand, invalid",
        _then(_do("dial", device="100", to="199"), _do("onhook", device="100")),
        {
            "100": """
                serviceInitiated b164/100 initiated newCall
                originated b164/100 connected newCall
                failed b164/199 connected destNotObtainable
                connectionCleared b164/100 null normalClearing
                """
        },
    ),
    Flow(
        "dialled by hand, no number at all",
        _do("dial", device="100", to="1a"),
        {
            "100": """
                serviceInitiated b164/100 initiated newCall
                originated b164/100 connected newCall
                failed b164/1a connected invalidNumberFormat
                """
        },
    ),
    Flow(
        "TR/82 5.1 and 5.2 answered by a service and by hand: the same",
        _then(_answer("100"), _do("hangup", device="100"), _make("101", "100"), _do("answer", device="100")),
        {
            "100": """
                established b164/100 connected newCall
                connectionCleared b164/100 null normalClearing
                delivered b165/100 alerting newCall
                established b165/100 connected newCall
                """
        },
        before=_make("101", "100"),
    ),
    Flow(
        "TR/82 6.1 on hook, the other is cleared",
        _do("onhook", device="100"),
        {
            "100": "connectionCleared b164/100 null normalClearing",
            "101": """
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/101 null normalClearing
                """,
        },
        before=_talk("101", "100"),
    ),
    Flow(
        "TR/82 6.4 ClearConnection, the other goes blocked",
        _clear("100"),
        {
            "100": "connectionCleared b164/100 null normalClearing",
            "101": "connectionCleared b164/100 connected normalClearing\nfailed b164/101 fail blocked",
        },
        quirks={"release": "blocked"},
        before=_talk("101", "100"),
    ),
    Flow(
        "TR/82 6.5 out of a conference, which becomes a call of two",
        _then(_clear("101"), _clear("102")),
        {
            "100": """
                connectionCleared b166/101 connected normalClearing
                connectionCleared b166/102 connected normalClearing
                connectionCleared b166/100 null normalClearing
                """,
            "101": "connectionCleared b166/101 null normalClearing",
        },
        before=_conference,
    ),
    Flow(
        "TR/82 6.7 ClearCall with a conference",
        lambda office: office.ask(ClearCall(call_to_be_cleared=office.connection("100"))),
        {
            "100": """
                connectionCleared b166/101 connected normalClearing
                connectionCleared b166/100 null normalClearing
                """,
            "101": "connectionCleared b166/101 null normalClearing",
            "102": """
                connectionCleared b166/101 connected normalClearing
                connectionCleared b166/100 connected normalClearing
                connectionCleared b166/102 null normalClearing
                """,
        },
        before=_conference,
    ),
    Flow(
        "TR/82 7.2 dialled outside by hand",
        _do("dial", device="100", to="00891234567"),
        {
            "100": """
                serviceInitiated b164/100 initiated newCall
                originated b164/100 connected newCall
                networkReached b164/7801 connected newCall
                delivered b164/7801 connected newCall
                """
        },
    ),
    Flow(
        "TR/82 8 incoming external, forwarded on the way",
        _then(_call("0891234567", "100"), _answer("102")),
        {
            "100": "diverted b164/100 null callForwardImmediate",
            "102": "delivered b164/102 alerting callForwardImmediate\nestablished b164/102 connected newCall",
            "7801": """
                diverted b164/100 connected callForwardImmediate
                delivered b164/102 connected callForwardImmediate
                established b164/102 connected newCall
                """,
        },
        before=_forward("100", "immExt", "102"),
    ),
    Flow(
        "TR/82 8 incoming external, transferred on the way",
        _then(_pair(TransferCall), _do("hangup", device="0891234567")),
        {
            "100": "transferred b164/100 null transfer",
            "102": """
                transferred b164/100 connected transfer
                connectionCleared b166/7801 connected normalClearing
                connectionCleared b166/102 null normalClearing
                """,
            "7801": "transferred b164/100 connected transfer\nconnectionCleared b166/7801 null normalClearing",
        },
        before=_then(_call("0891234567", "100"), _answer("100"), _consult("100", "102"), _do("answer", device="102")),
    ),
    Flow(
        "incoming external, forwarded outside: two trunks",
        _then(_call("0893333333", "100"), _do("answer", device="0891234567"), _do("hangup", device="0893333333")),
        {
            "100": "diverted b164/100 null callForwardImmediate",
            "7801": """
                diverted b164/100 connected callForwardImmediate
                networkReached b164/7806 connected newCall
                delivered b164/7806 connected newCall
                established b164/7806 connected newCall
                connectionCleared b164/7801 null normalClearing
                """,
        },
        before=_forward("100", "immediate", "00891234567"),
    ),
    Flow(
        "not lifted: the call fails while initiated",
        _then(_make("100", "101"), _wait(30), _do("onhook", device="100")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                failed b164/100 fail callNotAnswered
                connectionCleared b164/100 null normalClearing
                """
        },
        quirks={"prompt_unanswered": "fail"},
        before=_needs_lifting,
    ),
    Flow(
        "two callers wait; both are answered",
        _then(_make("103", "100"), _answer_call("b165"), _answer_call("b166")),
        {
            "100": """
                delivered b166/100 alerting newCall
                held b164/100 hold normal
                established b165/100 connected newCall
                held b165/100 hold normal
                established b166/100 connected newCall
                """,
            "101": "held b164/100 connected normal",
            "102": "established b165/100 connected newCall\nheld b165/100 connected normal",
        },
        before=_then(_talk("101", "100"), _make("102", "100")),
    ),
    Flow(
        "the call that waited is left when the first one ends",
        _then(_do("hangup", device="101"), _do("offhook", device="100")),
        {
            "100": """
                connectionCleared b164/101 connected normalClearing
                connectionCleared b164/100 null normalClearing
                established b165/100 connected newCall
                """
        },
        before=_then(_talk("101", "100"), _make("102", "100")),
    ),
    Flow(
        "caller gives up, told by the own connection only",
        _do("hangup", device="101"),
        {"100": "connectionCleared b164/100 null normalClearing"},
        quirks={"clear_events": "own"},
        before=_make("101", "100"),
    ),
    Flow(
        "the consulted device is busy, and the first call is held on",
        _then(_consult("100", "104"), _pair(ReconnectCall)),
        {
            "100": """
                held b164/100 hold consultation
                serviceInitiated b165/100 initiated consultation
                originated b165/100 connected consultation
                failed b165/104 connected busy
                connectionCleared b165/100 null normalClearing
                retrieved b164/100 connected normal
                """,
            "101": "held b164/100 connected consultation\nretrieved b164/100 connected normal",
        },
        before=_then(_busy("104"), _talk("101", "100")),
    ),
    Flow(
        "the consulted device is busy, told at the calling connection",
        _then(_consult("100", "104"), _pair(ReconnectCall, "fail")),
        {
            "100": """
                held b164/100 hold consultation
                serviceInitiated b165/100 initiated consultation
                originated b165/100 connected consultation
                failed b165/100 fail busy
                connectionCleared b165/100 null normalClearing
                retrieved b164/100 connected normal
                """
        },
        quirks={"failed_at": "calling"},
        before=_then(_busy("104"), _talk("101", "100")),
    ),
    Flow(
        "the consulted party leaves, and a tone stays until the handset is down: then the first call comes back",
        _then(_do("hangup", device="102"), _do("onhook", device="100"), _answer("100")),
        {
            "100": """
                connectionCleared b165/102 connected normalClearing
                failed b165/100 fail blocked
                connectionCleared b165/100 null normalClearing
                delivered b164/100 alerting recall
                established b164/100 connected recall
                """,
            "101": "delivered b164/100 connected recall\nestablished b164/100 connected recall",
        },
        quirks={"release": "blocked"},
        before=_consulting,
    ),
    Flow(
        "held too long: it comes back, and is answered",
        _then(_wait(180), _answer("100")),
        {
            "100": "delivered b164/100 alerting recall\nestablished b164/100 connected recall",
            "101": "delivered b164/100 connected recall\nestablished b164/100 connected recall",
        },
        before=_then(_talk("101", "100"), _do("hold", device="100")),
    ),
    Flow(
        "held too long, and nobody comes: both are cleared",
        _wait(300),
        {
            "100": """
                delivered b164/100 alerting recall
                connectionCleared b164/100 null callNotAnswered
                """,
            "101": """
                delivered b164/100 connected recall
                connectionCleared b164/100 connected callNotAnswered
                connectionCleared b164/101 null callNotAnswered
                """,
        },
        before=_then(_talk("101", "100"), _do("hold", device="100")),
    ),
    Flow(
        "transferred to somebody who is forwarded and does not answer: it comes back and says why",
        _wait(35),
        {
            "100": "delivered b166/100 alerting recallForwarded",
            "103": "delivered b166/103 alerting callForwardNoAnswer\ndiverted b166/103 null recallForwarded",
        },
        quirks={"recall_cause": "exact"},
        before=_then(
            _forward("102", "noAns", "103"),
            lambda office: office.consulting(answered=False),
            _pair(TransferCall),
        ),
    ),
    Flow(
        "a blind transfer that is not answered says why it comes back",
        _wait(20),
        {"100": "delivered b165/100 alerting recallNoAnswer", "102": "diverted b165/102 null recallNoAnswer"},
        quirks={"recall_cause": "exact"},
        before=_then(_talk("101", "100"), _do("transfer", device="100", to="102")),
    ),
    Flow(
        "a blind transfer to a group that is busy comes back at once",
        _do("transfer", device="100", to="700"),
        {
            "100": "transferred b164/100 null singleStepTransfer\ndelivered b165/100 alerting recallBusy",
            "101": "transferred b164/100 connected singleStepTransfer\ndelivered b165/100 connected recallBusy",
        },
        quirks={"recall_cause": "exact"},
        before=_then(_busy("104"), _busy("105"), _talk("101", "100")),
    ),
    Flow(
        "forwarded three times, each for another reason",
        _make("105", "100"),
        {
            "105": """
                serviceInitiated b165/105 initiated makeCall
                originated b165/105 connected newCall
                diverted b165/100 connected callForwardImmediate
                diverted b165/101 connected callForwardBusy
                diverted b165/102 connected callForward
                delivered b165/103 connected callForward
                """,
            "101": "diverted b165/101 null callForwardBusy",
            "103": "delivered b165/103 alerting callForward",
        },
        before=_then(
            _forward("100", "immInt", "101"),
            _forward("101", "busyInt", "102"),
            _do("set", device="102", dnd=True),
            _forward("102", "DNDInt", "103"),
            _do("dial", device="101", to="104"),
        ),
    ),
    Flow(
        "forwarded after no answer to somebody who is busy",
        _wait(15),
        {
            "100": "diverted b164/100 null callForwardNoAnswer",
            "101": "diverted b164/100 connected callForwardNoAnswer\nfailed b164/102 connected busy",
        },
        before=_then(_busy("102"), _forward("100", "noAns", "102"), _make("101", "100")),
    ),
    Flow(
        "lifted, and nothing is dialled",
        _then(_do("offhook", device="100"), _wait(15), _do("onhook", device="100")),
        {
            "100": """
                serviceInitiated b164/100 initiated newCall
                failed b164/100 fail reorderTone
                connectionCleared b164/100 null normalClearing
                """
        },
        base=company(times=replace(company().times, first_digit=15.0)),
    ),
)
"""What must hold, by name."""
