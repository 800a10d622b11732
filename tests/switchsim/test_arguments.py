"""The members of a command, and which of a device's calls it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.switchsim import arguments
from desktop.switchsim.arguments import Arguments, Wrong
from desktop.switchsim.model import State
from tests.switchsim.groups import group_office
from tests.switchsim.office import Office

MEMBERS = Arguments({"text": "x", "number": 5, "flag": False, "nothing": None, "empty": "", "minus": -1})


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: MEMBERS.text("text"), "x"),
        (lambda: MEMBERS.text("number"), "5"),
        (lambda: MEMBERS.flag("flag"), False),
        (lambda: MEMBERS.flag("other", True), True),
        (lambda: MEMBERS.number("number"), 5.0),
        (lambda: MEMBERS.number("other", 2), 2.0),
        (lambda: MEMBERS.get("other"), None),
        (lambda: [name in MEMBERS for name in ("flag", "nothing", "other")], [True, False, False]),
    ],
)
def test_members(read: Callable[[], Any], value: Any) -> None:
    assert read() == value


@pytest.mark.parametrize(
    "read",
    [
        lambda: MEMBERS.text("nothing"),
        lambda: MEMBERS.text("empty"),
        lambda: MEMBERS.text("flag"),
        lambda: MEMBERS.flag("number"),
        lambda: MEMBERS.flag("other"),
        lambda: MEMBERS.number("text"),
        lambda: MEMBERS.number("flag"),
        lambda: MEMBERS.number("minus"),
    ],
)
def test_members_that_are_no_use(read: Callable[[], Any]) -> None:
    with pytest.raises(Wrong) as caught:
        read()
    assert (caught.value.kind, caught.value.code) == ("usage", "badArgument")


def _of(office: Office, device: str, **more: Any) -> tuple[Any, Arguments]:
    return office.switch, Arguments({"device": device, **more})


def _code(find: Callable[..., Any], *given: Any) -> str:
    with pytest.raises(Wrong) as caught:
        find(*given)
    return caught.value.code


def test_a_call_is_found_by_its_state_or_its_id() -> None:
    office = Office()
    office.talk("100", "101")
    office.make_call("102", "101")
    (talking, ringing) = office.switch.legs("101")
    assert arguments.ringing(*_of(office, "101")) is ringing
    assert arguments.present(*_of(office, "101")) is talking
    assert arguments.present(*_of(office, "101", call_id=ringing.call.id.hex().upper())) is ringing
    assert arguments.legs_of(*_of(office, "101")) == [talking, ringing]
    assert _code(arguments.in_state, *_of(office, "101"), State.connected, State.alerting) == "ambiguous"
    assert _code(arguments.in_state, *_of(office, "101"), State.hold) == "noCall"
    assert _code(arguments.ringing, *_of(office, "101", call_id=talking.call.id.hex())) == "wrongState"
    assert _code(arguments.legs_of, *_of(office, "101", call_id="ffff")) == "noCall"


def test_who_has_a_call_can_be_named_and_else_only_who_is_there() -> None:
    office = Office()
    assert _code(arguments.device_of, *_of(office, "7801")) == "unknownDevice"
    assert arguments.device_of(*_of(office, "0891234567")) == "0891234567"
    office.ok("call", **{"from": "0891234567", "to": "100"})
    (trunk,) = {one for one in ("7801", "7806") if office.switch.legs(one)}
    assert arguments.device_of(*_of(office, trunk)) == trunk
    assert _code(arguments.station, *_of(office, trunk)) == "unknownDevice"
    assert arguments.station(office.switch, Arguments({"to": "100"}), "to") == "100"


def test_the_pair_is_the_consultation_else_the_only_two() -> None:
    office = Office()
    office.talk("100", "101")
    office.ok("hold", device="100")
    assert _code(arguments.pair, *_of(office, "100")) == "noCall"
    office.talk("100", "102")
    held, active = arguments.pair(*_of(office, "100"))
    assert (held.state, active.state) == (State.hold, State.connected)
    office.ok("hold", device="100")
    office.talk("100", "103")
    assert _code(arguments.pair, *_of(office, "100")) == "ambiguous"
    office.consult("100", "104")
    consulted = office.switch.legs("100")[-1]
    assert arguments.pair(*_of(office, "100")) == (consulted.consultation_of, consulted)


def test_the_pair_may_be_named_by_one_of_its_calls() -> None:
    office = Office()
    for other in ("101", "102", "103"):
        office.talk("100", other)
        if other != "103":
            office.ok("hold", device="100")
    first, second, active = office.switch.legs("100")
    for held in (first, second):
        assert arguments.pair(*_of(office, "100", call_id=held.call.id.hex())) == (held, active)


def test_a_telephone_of_a_line_is_named_or_one_that_is_free() -> None:
    office = group_office()
    office.ok("call", **{"from": "110", "to": "101"})

    def given(device: str) -> Arguments:
        return Arguments({"device": device})

    switch = office.switch
    assert [arguments.telephone(switch, given(one)) for one in ("100", "110", "111", "180")] == [
        *("100", "110", "111", "111"),
    ]
    assert [arguments.member(switch, given(one)) for one in ("100", "110", "180", "7801")] == [None, "110", None, None]
    with pytest.raises(Wrong, match="no station 701"):
        arguments.telephone(switch, given("701"))
    assert [len(arguments.legs_of(switch, given(one))) for one in ("110", "111", "180")] == [1, 0, 1]
