"""Park and fetch, call back, camp on, intrude, join: what is asked of the switch, and of which call."""

from __future__ import annotations

import pytest

from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.events.call_control import ConnectionCleared, Diverted, Offered, Queued
from desktop.csta.events.features import CallBackSet
from desktop.csta.failures import Failure, StateError
from desktop.csta.services.call_associated import AssociateData
from desktop.csta.services.call_control import ClearCall, DirectedPickupCall, PickupCallResult
from desktop.csta.services.call_features import (
    AcceptCall,
    CallBack,
    CallBackMessage,
    CallBackResult,
    CamponCall,
    IntrudeCall,
    IntrudeCallResult,
    JoinCall,
    JoinCallResult,
    ParkCall,
    ParkCallResult,
)
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.values import NO_REDIRECTION, ConnectionID, DeviceID, ReportedDevice
from desktop.station.views import DeviceView
from tests.station.conftest import NOT_SUPPORTED, desk

CONNECTED, HOLD, ALERTING, QUEUED = (LocalConnectionState[name] for name in ("connected", "hold", "alerting", "queued"))


# --- park


async def test_park_puts_the_connected_call_down_at_a_device() -> None:
    async with desk() as one:
        at = await one.talk()
        asked = await one.ask(one.station.park("105"), ParkCall, ParkCallResult(parked_to=None))
        assert (asked.parking, asked.park_to.digits) == (at, "105")
        await one.hear(
            Diverted(
                connection=at, diverting_device=ReportedDevice.known("100"),
                new_destination=ReportedDevice.known("105"), last_redirection_device=NO_REDIRECTION,
                local_connection_info=LocalConnectionState.null, cause=EventCause.park,
            )
        )  # fmt: skip
        assert one.station.calls == ()
        (gone,) = [change for change in one.told if getattr(change, "outcome", None)]
        assert (gone.outcome, gone.to) == ("talked", "105")  # type: ignore[union-attr]


async def test_where_a_call_was_parked_is_known_though_only_its_end_is_reported() -> None:
    async with desk() as one:
        at = await one.talk()
        await one.ask(one.station.park("105"), ParkCall, ParkCallResult())
        await one.hear(
            ConnectionCleared(
                dropped_connection=at, releasing_device=ReportedDevice.known("100"),
                local_connection_info=LocalConnectionState.null, cause=EventCause.normalClearing,
            )
        )  # fmt: skip
        (gone,) = [change for change in one.told if getattr(change, "outcome", None)]
        assert (gone.outcome, gone.to) == ("talked", "105")  # type: ignore[union-attr]


async def test_without_a_conversation_there_is_nothing_to_park() -> None:
    async with desk() as one:
        assert (await one.refused(one.station.park("105")))[:2] == ("state", "noCall")
        await one.call()
        assert (await one.refused(one.station.park("105")))[:2] == ("state", "wrongState")
        await one.talk(caller="102")
        assert (await one.refused(one.station.park("Anna")))[:2] == ("usage", "invalidNumber")
        assert one.asked(ParkCall) == []


@pytest.mark.parametrize(("states", "which"), [((ALERTING, QUEUED), 1), ((CONNECTED, HOLD), 1), ((HOLD, QUEUED), 1)])
async def test_unpark_fetches_what_waits_there(states: tuple[LocalConnectionState, ...], which: int) -> None:
    async with desk() as one:
        one.has("105", *states)
        asked = await one.ask(one.station.unpark("105"), DirectedPickupCall, PickupCallResult())
        assert asked.call_to_be_picked_up == ConnectionID.of(bytes((0xC0, which)), "105")
        assert asked.requesting_device.digits == "100"


async def test_nothing_is_parked_there() -> None:
    async with desk() as one:
        one.has("105", CONNECTED, ALERTING)
        assert await one.refused(one.station.unpark("105")) == ("state", "noCall", "No call is parked at 105.")
        assert one.asked(DirectedPickupCall) == []


async def test_a_group_number_fetches_with_the_device_that_it_is_controlled_by() -> None:
    async with desk(controls="110") as one:
        one.has("105", QUEUED)
        asked = await one.ask(one.station.unpark("105"), DirectedPickupCall, PickupCallResult())
        assert asked.requesting_device.digits == "110"


# --- call back


@pytest.mark.parametrize("cause", [EventCause.busy, EventCause.callNotAnswered])
async def test_call_back_after_a_call_that_reached_nobody(cause: EventCause) -> None:
    async with desk() as one:
        at = await one.reach_nobody(cause)
        asked = await one.ask(one.station.callback(), CallBack, CallBackResult())
        assert asked.callback_connection == at


async def test_call_back_of_somebody_without_a_call() -> None:
    async with desk() as one:
        asked = await one.ask(one.station.callback("+49 89 1234567"), CallBackNonCallRelated)
        assert (asked.originating_device.digits, asked.target_device.digits) == ("100", "00891234567")
        assert (await one.refused(one.station.callback()))[:2] == ("state", "noCall")


async def test_call_back_after_a_call_where_the_switch_knows_only_the_one_without() -> None:
    async with desk() as one:
        await one.reach_nobody()
        one.peer.answers[CallBack] = NOT_SUPPORTED
        for _ in range(2):
            asked = await one.ask(one.station.callback(), CallBackNonCallRelated)
            assert (asked.originating_device.digits, asked.target_device.digits) == ("100", "101")
        assert len(one.asked(CallBack)) == 1, "it has said that it does not know it"


async def test_whom_to_call_back_is_not_guessed() -> None:
    async with desk() as one:
        await one.reach_nobody(to=None)
        one.peer.answers[CallBack] = NOT_SUPPORTED
        assert await one.refused(one.station.callback()) == ("state", "wrongState", "It is not known who was called.")


async def test_call_and_device_at_once_are_a_mistake() -> None:
    async with desk() as one:
        await one.reach_nobody()
        assert (await one.refused(one.station.callback("102", one.only.id)))[:2] == ("usage", "disagree")


async def test_a_call_back_is_given_up() -> None:
    async with desk() as one:
        asked = await one.ask(one.station.cancel_callback("101"), CancelCallBack)
        assert (asked.originating_device.digits, asked.target_device.digits) == ("100", "101")
        assert (await one.refused(one.station.cancel_callback("")))[:2] == ("usage", "invalidNumber")


def call_back(on: bool) -> CallBackSet:
    return CallBackSet(
        originating_device=ReportedDevice.known("100"),
        target_device=ReportedDevice.known("101"),
        call_back_set_canceled=on,
    )


@pytest.mark.parametrize("named", [None, DeviceID("101")])
async def test_a_call_back_is_known_from_its_result_or_its_event(named: DeviceID | None) -> None:
    async with desk() as one:
        await one.reach_nobody()
        assert one.station.device.call_backs == ()
        await one.ask(one.station.callback(), CallBack, CallBackResult(target_device=named))
        assert one.station.device.call_backs == ("101",)
        before = len(one.told)
        await one.hear(call_back(True))
        assert [change for change in one.told[before:] if isinstance(change, DeviceView)] == []
        await one.hear(call_back(False))
        assert one.station.device.call_backs == ()


async def test_a_call_back_by_nobody_knows_whom_is_not_made_up() -> None:
    async with desk() as one:
        await one.reach_nobody(to=None)
        await one.ask(one.station.callback(), CallBack, CallBackResult())
        assert one.station.device.call_backs == ()


async def test_a_call_back_is_given_up_as_the_switch_named_it() -> None:
    async with desk() as one:
        await one.ask(one.station.callback("+49 89 1234567"), CallBackNonCallRelated)
        (named,) = one.station.device.call_backs
        asked = await one.ask(one.station.cancel_callback(named), CancelCallBack)
        assert asked.target_device.digits == named == "00891234567"
        assert one.station.device.call_backs == ()


@pytest.mark.parametrize(
    ("failure", "left"),
    [
        (Failure.state(StateError.noCallToComplete), ()),
        (Failure.state(StateError.invalidDeviceState), ("101",)),
    ],
)
async def test_a_call_back_that_the_switch_has_no_more_is_no_more_shown(
    failure: Failure, left: tuple[str, ...]
) -> None:
    async with desk() as one:
        await one.hear(call_back(True))
        one.peer.answers[CancelCallBack] = failure
        assert (await one.refused(one.station.cancel_callback("101")))[0] == "refused"
        assert one.station.device.call_backs == left


async def test_a_call_back_that_changes_no_call_is_not_looked_after() -> None:
    async with desk() as one:
        await one.ask(one.station.callback("101"), CallBackNonCallRelated)
        before = len(one.asked(SnapshotDevice))
        await one.rest(5)
        assert len(one.asked(SnapshotDevice)) == before


# --- camp on, intrude


async def test_camp_on_waits_at_somebody_busy() -> None:
    async with desk() as one:
        at = await one.reach_nobody()
        asked = await one.ask(one.station.campon(), CamponCall)
        assert asked.campon_connection == at
        await one.hear(
            Queued(
                queued_connection=ConnectionID.of(at.call_id or b"", "101"), queue=ReportedDevice.known("101"),
                calling_device=ReportedDevice.known("100"), called_device=ReportedDevice.known("101"),
                last_redirection_device=NO_REDIRECTION, local_connection_info=LocalConnectionState.connected,
                cause=EventCause.campOn,
            )
        )  # fmt: skip
        assert one.only.phase == "queued"


async def test_intrude_joins_the_conversation_of_somebody_busy() -> None:
    async with desk() as one:
        at = await one.reach_nobody()
        asked = await one.ask(one.station.intrude(one.only.id), IntrudeCall, IntrudeCallResult())
        assert (asked.intrude, asked.participation_type) == (at, None)


@pytest.mark.parametrize("what", ["campon", "intrude"])
async def test_only_where_the_other_is_busy(what: str) -> None:
    async with desk() as one:
        await one.reach_nobody(EventCause.doNotDisturb)
        refused = await one.refused(getattr(one.station, what)())
        assert refused == ("state", "wrongState", "the other end is not busy")


# --- join


@pytest.mark.parametrize(("states", "which"), [((ALERTING, CONNECTED), 1), ((HOLD,), 0), ((HOLD, CONNECTED), 1)])
async def test_join_takes_part_in_another_s_conversation(states: tuple[LocalConnectionState, ...], which: int) -> None:
    async with desk() as one:
        one.has("101", *states)
        result = JoinCallResult(conferenced_call=ConnectionID.of(b"\xc0\x09", "100"))
        asked = await one.ask(one.station.join("101"), JoinCall, result)
        assert asked.active_call == ConnectionID.of(bytes((0xC0, which)), "101")
        assert asked.joining_device.digits == "100"


async def test_there_is_nothing_to_join() -> None:
    async with desk() as one:
        one.has("101", ALERTING)
        assert await one.refused(one.station.join("101")) == ("state", "noCall", "There is no conversation at 101.")


# --- leave word, let it ring, end it for all, account


@pytest.mark.parametrize("cause", [EventCause.busy, EventCause.callNotAnswered])
async def test_word_is_left_at_somebody_who_was_called_in_vain(cause: EventCause) -> None:
    async with desk() as one:
        assert (await one.refused(one.station.callback_message()))[:2] == ("state", "noCall")
        at = await one.reach_nobody(cause)
        asked = await one.ask(one.station.callback_message(), CallBackMessage, CallBackResult())
        assert asked.callback_message_connection == at
        assert one.station.device.call_backs == (), "it is they who call"


async def test_a_call_that_is_offered_is_let_ring() -> None:
    async with desk() as one:
        at = ConnectionID.of(b"\xb1\x09", "100")
        await one.hear(
            Offered(
                offered_connection=at, offered_device=ReportedDevice.known("100"),
                calling_device=ReportedDevice.known("101"), called_device=ReportedDevice.known("100"),
                last_redirection_device=NO_REDIRECTION, local_connection_info=LocalConnectionState.alerting,
                cause=EventCause.newCall,
            )
        )  # fmt: skip
        assert "accept" in one.only.actions
        asked = await one.ask(one.station.accept(), AcceptCall)
        assert asked.call_to_be_accepted == at


async def test_a_call_that_rings_need_not_be_let_ring() -> None:
    async with desk() as one:
        await one.call()
        refused = await one.refused(one.station.accept())
        assert refused == ("state", "wrongState", "no call waits to be let ring")
        assert one.asked(AcceptCall) == []


async def test_a_call_of_two_is_ended_by_hanging_up() -> None:
    async with desk() as one:
        await one.talk()
        assert await one.refused(one.station.clear_call()) == ("state", "wrongState", "this is no conference")
        assert one.asked(ClearCall) == []


async def test_a_call_is_put_to_an_account() -> None:
    async with desk() as one:
        at = await one.talk()
        asked = await one.ask(one.station.account("4711-A"), AssociateData)
        assert (asked.existing_call, asked.account_code) == (at, b"4711-A")
        before = len(one.asked(SnapshotDevice))
        await one.rest(5)
        assert len(one.asked(SnapshotDevice)) == before, "no event must follow"


@pytest.mark.parametrize("code", ["", "1" * 33, "Müller", "1\n"])
async def test_an_account_that_there_is_not(code: str) -> None:
    async with desk() as one:
        await one.talk()
        assert (await one.refused(one.station.account(code)))[:2] == ("usage", "invalidAccountCode")
        assert one.asked(AssociateData) == []


# --- refusals


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("callback", CallBackNonCallRelated),
        ("campon", CamponCall),
        ("intrude", IntrudeCall),
        ("callback_message", CallBackMessage),
    ],
)
async def test_what_the_switch_does_not_know_is_offered_once_and_then_grey(what: str, kind: type[object]) -> None:
    async with desk() as one:
        await one.reach_nobody()
        assert one.why(what) is None
        one.peer.answers |= {CallBack: NOT_SUPPORTED, kind: NOT_SUPPORTED}
        assert (await one.refused(getattr(one.station, what)()))[:2] == ("refused", "serviceNotSupported")
        assert one.why(what) == "the telephone system does not offer this"
        refused = await one.refused(getattr(one.station, what)())
        assert refused == ("state", "notOffered", "the telephone system does not offer this")
        assert len(one.asked(kind)) == 1


async def test_the_same_for_what_is_about_no_call_of_ours() -> None:
    async with desk() as one:
        one.has("101", CONNECTED)
        one.peer.answers |= {JoinCall: NOT_SUPPORTED, CancelCallBack: NOT_SUPPORTED}
        for what in (one.station.join, one.station.cancel_callback):
            assert (await one.refused(what("101")))[1] == "serviceNotSupported"
            assert (await one.refused(what("101")))[:2] == ("state", "notOffered")
