"""Each quirk and each way of each fault makes a difference at the switch that the model-based test plays with.

One sequence is played without any condition and under each; what the client gets, octet by octet and moment by moment,
must differ. A condition under which everything stays the same would prove nothing in test_model.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.link.transport import AssociationProtocol
from tests.support import virtualtime
from tests.support.conditions import CONDITIONS, MISTYPED
from tests.support.people import (
    AGENTS,
    ALL,
    ALONE,
    ANALOGUE,
    GROUP,
    HIDDEN,
    LINE,
    MEMBERS,
    NOBODY,
    OUTSIDE,
    Step,
    at,
    user,
    wait,
)
from tests.support.trial import trial

CALM = (user("dial", to="102"), at("answer", device="102"))
"""A conversation; meanwhile a fault strikes."""
TOUR = (
    *CALM,
    user("consult", call=0, to="103"),
    at("answer", device="103"),
    at("hangup", device="103"),
    at("park", device="102", to="104"),
    at("unpark", device="102", from_="104"),
    at("hangup", device="102"),
    at("call", from_=OUTSIDE, to="100"),
    user("answer", call=0),
    at("call", from_=HIDDEN, to="100"),
    user("answer", call=1),
    user("swap", call=0),
    user("conference", call=0),
    at("step_conference", device="100", to="105"),
    at("answer", device="105"),
    user("hangup", call=0),
    *(at("hangup", device=one) for one in ("105", OUTSIDE)),
    user("dial", to=NOBODY),
    user("dial", to="0" + OUTSIDE),
    at("answer", device=OUTSIDE),
    at("consult", device="100", to="103"),
    user("transfer", call=0),
    wait(22),
    user("answer", call=0),
    at("consult", device="100", to="103"),
    at("answer", device="103"),
    at("onhook", device="100"),
    at("hangup", device="103"),
    user("dial", to="101"),
    at("answer", device="101"),
    user("transfer_to", call=0, to="104"),
    at("answer", device="104"),
    at("hangup", device="104"),
    at("set", device="103", habits={"busy": True}),
    user("dial", to="103"),
    user("callback", call=0),
    at("set", device="103", habits={"busy": False}),
    wait(4),
    wait(22),
    user("dial", to="102", device=ANALOGUE),
    wait(22),
    at("call", from_=OUTSIDE, to=ALL),
    at("answer", device="104"),
    at("hangup", device="104"),
    at("call", from_=HIDDEN, to=AGENTS),
    at("answer", device="104"),
    at("hangup", device="104"),
    user("dial", to="102"),
    at("reject", device="102"),
    user("hangup", call=0),
    at("call", from_="102", to="100"),
    user("reject", call=0),
    at("hangup", device="102"),
    at("call", from_="102", to=GROUP),
    wait(11),
    at("hangup", device="102"),
    at("call", from_="104", to=ALONE),
    at("answer", device=ALONE),
    user("dial", to=ALONE),
    user("intrude", call=0),
    user("hangup", call=0),
    *(at("hangup", device=one) for one in ("104", ALONE)),
    user("auto_answer", on=True),
    at("call", from_="102", to="100"),
    at("hangup", device="102"),
    user("auto_answer", on=False),
    user("dnd", on=True),
    user("dial", to="102"),
    user("hangup", call=0),
    user("dnd", on=False),
    at("call", from_=MEMBERS[0], to="102"),
    at("call", from_=MEMBERS[1], to="103"),
    at("hangup", device=LINE, call=0),
)
"""So much happens that every quirk shows."""
LATER = (at("set", device="101", dnd=True), *TOUR[2:12])
"""What goes on where a fault has struck."""
AT_LOG_IN = frozenset({"aare_authentication", "bad_login", "filter_echo", "idle_snapshot"})
"""Quirks that do not show while the link stands."""
TOURS = {"whole": TOUR, "mistyped": (MISTYPED, *TOUR), "calm": (*CALM, *LATER)}


def heard(names: Sequence[str], steps: Sequence[Step]) -> list[tuple[float, bytes]]:
    """What the client gets, and when, while these steps are taken; what it gets at log-in is left out."""
    found: list[tuple[float, bytes]] = []

    async def run() -> None:
        async with trial(names) as this:
            right = AssociationProtocol.data_received

            def data_received(self: AssociationProtocol, data: bytes) -> None:
                found.append((this.one.loop.time(), data))
                right(self, data)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(AssociationProtocol, "data_received", data_received)
                for step in steps:
                    await this.take(step)
                await this.one.loop.advance(15.0)

    virtualtime.run(run())
    return found


@pytest.fixture(scope="module")
def ordinary() -> dict[str, list[tuple[float, bytes]]]:
    """What is heard in each of the tours without a condition."""
    return {name: heard((), tour) for name, tour in TOURS.items()}


@pytest.mark.parametrize("name", [one.name for one in CONDITIONS.values() if one.quirks])
def test_a_quirk_makes_a_difference(name: str, ordinary: dict[str, list[tuple[float, bytes]]]) -> None:
    tour = "mistyped" if CONDITIONS[name].subject in AT_LOG_IN else "whole"
    assert heard((name,), TOURS[tour]) != ordinary[tour]


@pytest.mark.parametrize(
    ("name", "way"),
    [
        (name, way)
        for name, one in CONDITIONS.items()
        for way, strike in enumerate(one.strikes)
        if strike.get("on", True)  # the others end what was wrong
    ],
)
def test_a_fault_makes_a_difference(name: str, way: int, ordinary: dict[str, list[tuple[float, bytes]]]) -> None:
    strike = Step("switch", "fault", CONDITIONS[name].strikes[way])
    more = CONDITIONS[name].moves
    tour = (*CALM, strike, *more, *LATER)
    assert heard((name,), tour) != (heard((name,), (*CALM, *more, *LATER)) if more else ordinary["calm"])
