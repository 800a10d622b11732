"""Calls to groups as the switch must play them, at every monitored party: the caller, the members, the group itself.

Lines are written as in :mod:`tests.switchsim.flows`. The events of hunting and of UCD groups are general knowledge of
ECMA-269.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.csta.services.call_control import DeflectCall, DirectedPickupCall, MakeCall
from desktop.csta.values import DeviceID
from tests.switchsim.flows import Flow
from tests.switchsim.office import Office
from tests.switchsim.playing import do as _do
from tests.switchsim.playing import make as _make
from tests.switchsim.playing import then as _then
from tests.switchsim.playing import wait as _wait


def _ready(*devices: str) -> Callable[[Office], object]:
    def play(office: Office) -> None:
        for device in devices:
            office.ok("agent", device=device, state="loggedOn")
            office.ok("agent", device=device, state="ready")

    return play


def _queued(office: Office) -> None:
    """100, then 101 wait for an agent."""
    office.make_call("100", "790")
    office.make_call("101", "790")


def _busy(*devices: str) -> Callable[[Office], object]:
    def play(office: Office) -> None:
        for device in devices:
            office.switch.phones[device].with_habits(busy=True)

    return play


GROUP_FLOWS = (
    Flow(
        "linear: the first free member, then those behind it; the last one rings on",
        _then(_make("100", "701"), _wait(40)),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                diverted b164/701 connected distributed
                delivered b164/103 connected distributed
                diverted b164/103 connected distributed
                delivered b164/105 connected distributed
                """,
            "701": "diverted b164/701 null distributed",
            "103": "delivered b164/103 alerting distributed\ndiverted b164/103 null distributed",
            "104": "",
            "105": "delivered b164/105 alerting distributed",
        },
        before=_do("set", device="104", dnd=True),
    ),
    Flow(
        "linear: a member does not answer, which is told as if the call were forwarded",
        _then(_make("100", "701"), _wait(10)),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                diverted b164/701 connected distributed
                delivered b164/103 connected distributed
                diverted b164/103 connected callForwardNoAnswer
                delivered b164/104 connected callForwardNoAnswer
                """,
            "103": "delivered b164/103 alerting distributed\ndiverted b164/103 null callForwardNoAnswer",
            "104": "delivered b164/104 alerting callForwardNoAnswer",
        },
        quirks={"hunting_cause": "callForwardNoAnswer"},
    ),
    Flow(
        "cyclic: the member behind the last one begins, and it goes round",
        _then(_make("101", "702"), _wait(20)),
        {
            "103": "delivered b165/103 alerting distributed",
            "104": "delivered b165/104 alerting distributed\ndiverted b165/104 null distributed",
            "105": "delivered b165/105 alerting distributed\ndiverted b165/105 null distributed",
        },
        before=_then(_make("100", "702"), _do("hangup", device="100")),
    ),
    Flow(
        "a hunting group whose members are all taken: busy",
        _make("100", "702"),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                failed b164/702 connected busy
                """
        },
        before=_busy("103", "104", "105"),
    ),
    Flow(
        "a hunting group whose members are all taken: the call waits, and gets the first who is free",
        _then(_make("102", "701"), _do("hangup", device="104")),
        {
            "102": """
                serviceInitiated b166/102 initiated makeCall
                originated b166/102 connected newCall
                queued b166/701 connected busy
                diverted b166/701 connected distributed
                delivered b166/104 connected distributed
                """,
            "701": "queued b166/701 queued busy\ndiverted b166/701 null distributed",
            "104": "connectionCleared b164/104 null normalClearing\ndelivered b166/104 alerting distributed",
        },
        before=_then(
            _busy("105"),
            lambda office: office.talk("100", "104"),
            lambda office: office.talk("101", "103"),
        ),
    ),
    Flow(
        "a call that waits too long overflows",
        _then(_make("100", "701"), _wait(60)),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                queued b164/701 connected busy
                diverted b164/701 connected overflow
                delivered b164/102 connected overflow
                """,
            "102": "delivered b164/102 alerting overflow",
        },
        before=_busy("103", "104", "105"),
    ),
    Flow(
        "a call that finds no place in the queue overflows at once",
        _do("call", **{"from": "0891234567", "to": "701"}),
        {
            "102": "delivered b166/102 alerting overflow",
            "701": "diverted b166/701 null overflow",
            "7801": "diverted b166/701 connected overflow\ndelivered b166/102 connected overflow",
        },
        before=_then(_busy("103", "104", "105"), _make("100", "701"), _make("101", "701")),
    ),
    Flow(
        "all members ring; one answers",
        _then(_make("100", "703"), _do("answer", device="104"), _do("hangup", device="104")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                diverted b164/703 connected distributed
                delivered b164/103 connected multipleAlerting
                delivered b164/104 connected multipleAlerting
                delivered b164/105 connected multipleAlerting
                diverted b164/103 connected distributed
                diverted b164/105 connected distributed
                established b164/104 connected newCall
                connectionCleared b164/104 connected normalClearing
                connectionCleared b164/100 null normalClearing
                """,
            "103": """
                delivered b164/103 alerting multipleAlerting
                delivered b164/104 alerting multipleAlerting
                delivered b164/105 alerting multipleAlerting
                diverted b164/103 null distributed
                """,
            "105": """
                delivered b164/105 alerting multipleAlerting
                diverted b164/103 alerting distributed
                diverted b164/105 null distributed
                """,
            "703": "diverted b164/703 null distributed",
        },
    ),
    Flow(
        "all members ring; one answers, and the others are cleared",
        _then(_make("100", "703"), _do("answer", device="103")),
        {
            "104": """
                delivered b164/104 alerting multipleAlerting
                delivered b164/105 alerting multipleAlerting
                established b164/103 alerting newCall
                connectionCleared b164/104 null normalClearing
                """
        },
        quirks={"answered_elsewhere": "cleared"},
    ),
    Flow(
        "all members ring; the caller gives up",
        _then(_make("100", "703"), _do("hangup", device="100")),
        {
            "103": """
                delivered b164/103 alerting multipleAlerting
                delivered b164/104 alerting multipleAlerting
                delivered b164/105 alerting multipleAlerting
                connectionCleared b164/100 alerting normalClearing
                connectionCleared b164/103 null normalClearing
                """
        },
    ),
    Flow(
        "all members ring; one rejects, and the others ring on",
        _then(_make("100", "703"), _do("reject", device="103")),
        {
            "105": """
                delivered b164/105 alerting multipleAlerting
                connectionCleared b164/103 alerting normalClearing
                """
        },
    ),
    Flow(
        "two phones of one person",
        _then(_make("100", "704"), _do("answer", device="105")),
        {
            "104": """
                delivered b164/104 alerting multipleAlerting
                delivered b164/105 alerting multipleAlerting
                diverted b164/104 null multipleAlerting
                """,
            "105": """
                delivered b164/105 alerting multipleAlerting
                diverted b164/104 alerting multipleAlerting
                established b164/105 connected newCall
                """,
        },
    ),
    Flow(
        "UCD: an agent is ready, answers, works after the call, and is ready again",
        _then(_make("100", "790"), _do("answer", device="104"), _do("hangup", device="100"), _wait(5)),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                delivered b164/790 connected enteringDistribution
                diverted b164/790 connected distributed
                delivered b164/104 connected distributed
                established b164/104 connected newCall
                connectionCleared b164/100 null normalClearing
                """,
            "104": """
                delivered b164/104 alerting distributed
                established b164/104 connected newCall
                agentBusy
                connectionCleared b164/100 connected normalClearing
                connectionCleared b164/104 null normalClearing
                agentWorkingAfterCall
                agentReady
                """,
            "790": """
                delivered b164/790 alerting enteringDistribution
                diverted b164/790 null distributed
                agentBusy
                agentWorkingAfterCall
                agentReady
                """,
        },
        before=_ready("104"),
    ),
    Flow(
        "UCD: nobody is logged on, two wait, an agent comes",
        _then(_queued, _ready("105")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                delivered b164/790 connected enteringDistribution
                queued b164/790 connected noAvailableAgents
                diverted b164/790 connected distributed
                delivered b164/105 connected distributed
                """,
            "101": """
                serviceInitiated b165/101 initiated makeCall
                originated b165/101 connected newCall
                delivered b165/790 connected enteringDistribution
                queued b165/790 connected noAvailableAgents
                """,
            "105": "agentLoggedOn\nagentNotReady\nagentReady\ndelivered b164/105 alerting distributed",
            "790": """
                delivered b164/790 alerting enteringDistribution
                queued b164/790 queued noAvailableAgents
                delivered b165/790 alerting enteringDistribution
                queued b165/790 queued noAvailableAgents
                agentLoggedOn
                agentNotReady
                agentReady
                diverted b164/790 null distributed
                """,
        },
    ),
    Flow(
        "UCD: the queue is full",
        _make("102", "790"),
        {
            "102": """
                serviceInitiated b166/102 initiated makeCall
                originated b166/102 connected newCall
                delivered b166/790 connected enteringDistribution
                failed b166/790 connected busy
                """
        },
        before=_queued,
    ),
    Flow(
        "UCD: who waits gives up",
        _do("hangup", device="100"),
        {
            "100": "connectionCleared b164/100 null normalClearing",
            "790": "connectionCleared b164/100 queued normalClearing\nconnectionCleared b164/790 null normalClearing",
        },
        before=_queued,
    ),
    Flow(
        "UCD: an agent lets it ring, the next one gets it",
        _then(_make("100", "790"), _wait(10)),
        {
            "104": "delivered b164/104 alerting distributed\ndiverted b164/104 null distributed",
            "105": "delivered b164/105 alerting distributed",
        },
        before=_ready("104", "105"),
    ),
    Flow(
        "UCD: a supervisor fetches a call out of the queue",
        lambda office: office.ask(
            DirectedPickupCall(call_to_be_picked_up=office.switch.legs("790")[1].id, requesting_device=DeviceID("102"))
        ),
        {
            "101": "diverted b165/790 connected callPickup\nestablished b165/102 connected callPickup",
            "102": "established b165/102 connected callPickup",
            "790": "diverted b165/790 null callPickup",
        },
        before=_queued,
    ),
    Flow(
        "UCD: a call is sent on out of the queue",
        lambda office: office.ask(
            DeflectCall(call_to_be_diverted=office.switch.legs("790")[0].id, new_destination=DeviceID("103"))
        ),
        {
            "100": "diverted b164/790 connected redirected\ndelivered b164/103 connected redirected",
            "103": "delivered b164/103 alerting redirected",
            "790": "diverted b164/790 null redirected",
        },
        before=_queued,
    ),
    Flow(
        "UCD: a caller is transferred into the queue, and answered there",
        _then(_do("transfer", device="102"), _ready("104"), _do("answer", device="104")),
        {
            "101": """
                transferred b164/102 connected transfer
                diverted b166/790 connected distributed
                delivered b166/104 connected distributed
                established b166/104 connected newCall
                """,
            "102": "transferred b164/102 null transfer",
            "790": """
                transferred b164/102 queued transfer
                agentLoggedOn
                agentNotReady
                agentReady
                diverted b166/790 null distributed
                agentBusy
                """,
        },
        before=_then(
            lambda office: office.talk("101", "102"),
            lambda office: office.consult("102", "790"),
        ),
    ),
    Flow(
        "MULAP: a call rings on the line, and one of its phones answers",
        _then(_make("100", "180"), _do("answer", device="111"), _do("hangup", device="111")),
        {
            "100": """
                serviceInitiated b164/100 initiated makeCall
                originated b164/100 connected newCall
                delivered b164/180 connected newCall
                established b164/180 connected newCall
                connectionCleared b164/180 connected normalClearing
                connectionCleared b164/100 null normalClearing
                """,
            "180": """
                delivered b164/180 alerting newCall
                established b164/180 connected newCall
                connectionCleared b164/180 null normalClearing
                """,
        },
    ),
    Flow(
        "MULAP: MakeCall names the phone that dials, events name the line",
        lambda office: office.ask(MakeCall(calling_device=DeviceID("111"), called_directory_number=DeviceID("101"))),
        {
            "180": """
                serviceInitiated b164/180 initiated makeCall
                originated b164/180 connected newCall
                delivered b164/101 connected newCall
                """,
            "101": "delivered b164/101 alerting newCall",
        },
    ),
    Flow(
        "MULAP: one holds, the other takes it up",
        _then(_do("hold", device="110"), _do("retrieve", device="111")),
        {"180": "held b164/180 hold normal\nretrieved b164/180 connected normal"},
        before=_then(_make("100", "111"), _do("answer", device="110")),
    ),
)
"""What must hold, by name; in the office of :mod:`tests.switchsim.groups`."""
