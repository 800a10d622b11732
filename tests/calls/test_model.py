"""What goes beyond single flows: odd, lost, late and doubled events, the link, and the device itself."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop.calls.model import Model
from desktop.calls.records import Changes, DeviceState
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.agents import AgentReady
from desktop.csta.events.base import Event
from desktop.csta.events.call_associated import DigitsGenerated
from desktop.csta.events.call_control import Delivered, Held
from desktop.csta.events.features import CallBackSet
from desktop.csta.events.logical import DoNotDisturbChanged
from desktop.csta.events.maintenance import BackInService, DeviceCapabilityChanged, OutOfService, PartiallyInService
from desktop.csta.events.physical import Hookswitch, MessageWaiting
from desktop.csta.events.report import UnknownEvent
from desktop.csta.values import NOT_KNOWN, ConnectionID, DeviceID, Extensions, ReportedDevice
from tests.calls.office import (
    GROUP,
    START,
    TRUNK,
    A,
    B,
    C,
    Office,
    bridged,
    call_cleared,
    cleared,
    conferenced,
    connection,
    consultation,
    delivered,
    device,
    diverted,
    established,
    held,
    incoming,
    listed,
    originated,
    outgoing,
    queued,
    retrieved,
    service_initiated,
)


@pytest.fixture
def office() -> Office:
    return Office()


# --- the far side of the standard


def test_an_event_about_another_may_name_our_connection(office: Office) -> None:
    """The captured Delivered at 101, seen by 100: connection 100, alerting device 101, local state connected."""
    office.hear(originated("c1/100", B), delivered("c1/100", "connected", by=B, calling=A, called=B))
    assert (office.call.phase, office.numbers) == ("ringing_out", [B])
    office.hear(established("c1/100", by=B, calling=A, called=B))
    assert (office.call.phase, office.numbers, office.call.peers[0].state) == ("talking", [B], "connected")


def test_a_group_alerts_under_its_own_number() -> None:
    office = Office()
    office.hear(
        delivered("c1/100", by=GROUP, calling=B, called=GROUP), established("c1/100", by=GROUP, calling=B, called=GROUP)
    )
    assert (office.call.phase, office.call.direction, office.numbers) == ("talking", "in", [B])


def test_numbers_that_count_as_ours() -> None:
    office = Office(same_devices=frozenset({GROUP}))
    office.hear(delivered("c1/500", calling=B, called=GROUP))
    assert (office.call.phase, office.call.connection, office.call.device) == ("ringing_in", connection("c1/500"), A)
    office.hear(established("c1/500", calling=B, called=GROUP), cleared("c1/100", "connected"))
    assert office.call.phase == "talking", "only another number of ours left"
    office.hear(cleared("c1/500"))
    assert office.gone[0].outcome == "talked"


def test_known_trunks_are_never_the_caller() -> None:
    office = Office(trunks=frozenset({TRUNK}))
    office.hear(delivered("c1/100", calling=TRUNK, called=A))
    (peer,) = office.call.peers
    assert (peer.number, peer.device, peer.trunk, peer.external) == (None, None, TRUNK, True)


def test_call_cleared(office: Office) -> None:
    office.hear(call_cleared("c1"))
    office.hear(*incoming(), call_cleared("c1"))
    assert office.gone[0].outcome == "talked"


def test_events_that_tell_only_the_call(office: Office) -> None:
    office.hear(delivered("c1", calling=B, called=A), established("c1", calling=B, called=A), cleared("c1"))
    assert [call.outcome for call in office.gone] == ["talked"]


def test_an_unknown_appearance_asks_for_a_snapshot(office: Office) -> None:
    assert office.hear(bridged("c1/100")) == Changes(snapshot=True)


def test_an_event_without_a_call_asks_for_a_snapshot(office: Office) -> None:
    event = Held(held_connection=ConnectionID(None, DeviceID(A)))
    assert office.hear(event) == Changes(snapshot=True)
    assert office.model.placed(ConnectionID(None, DeviceID(A)), B, office.now) == Changes(snapshot=True)


def test_unknown_events_change_nothing(office: Office) -> None:
    assert office.hear(UnknownEvent("callControlEvents", "value-99", b"\x30\x00")) == Changes()
    assert office.hear(DigitsGenerated(connection=connection("c1/100"), digit_generated_list="1")) == Changes()


@pytest.mark.parametrize(
    ("event", "phase", "direction"),
    [
        (delivered("c1/101", "connected", calling=A, called=B), "ringing_out", "out"),
        (established("c1/101", calling=A, called=B), "talking", "out"),
        (established("c1/101", calling=B, called=C), "talking", "unknown"),
        (held("c1/100"), "held", "unknown"),
        (held("c1/101", "connected"), "talking", "unknown"),
        (retrieved("c1/100"), "talking", "unknown"),
        (queued("c1/101", "connected", calling=A, called=B), "queued", "out"),
        (diverted("c1/101", C, "callForwardImmediate", "connected", calling=A, called=B), "dialling", "out"),
    ],
)
def test_the_beginning_was_lost(office: Office, event: Event, phase: str, direction: str) -> None:
    changes = office.hear(event)
    assert (office.call.phase, office.call.direction) == (phase, direction)
    assert changes.snapshot is (direction == "unknown" or isinstance(event, Held))


def test_strangers_make_no_call(office: Office) -> None:
    assert office.hear(delivered("c1/101", None, calling=B, called=C)) == Changes(snapshot=True)
    assert office.hear(diverted("c1/101", C, "redirected", "connected", calling=B)) == Changes(snapshot=True)
    assert office.hear(cleared("c1/101", "connected")) == Changes()


def test_a_lost_event_shows_in_the_local_state(office: Office) -> None:
    office.hear(*outgoing()[:1], established("c1/101", calling=A, called=B))
    assert office.call.phase == "talking"
    changes = office.hear(retrieved("c1/101", "hold"))
    assert (changes.snapshot, office.call.state) == (True, "connected"), "was Held lost, or is this late?"
    changes = office.hear(held("c1/100", "connected"))
    assert (changes.snapshot, office.call.state) == (True, "hold")


def test_an_event_that_says_that_we_are_out(office: Office) -> None:
    office.hear(*incoming(), held("c1/101", "null"))
    assert office.gone[0].outcome == "talked"
    office.hear(*incoming("c2"))
    assert office.hear(held("c2/100", "null")).snapshot
    assert office.call.phase == "talking"


def test_a_party_that_is_not_known_holds_us(office: Office) -> None:
    office.hear(*incoming())
    assert office.hear(held("c1/103", "connected")) == Changes(snapshot=True)
    assert office.hear(cleared("c1/103", "connected")) == Changes(snapshot=True)


def test_late_events_wake_no_call(office: Office) -> None:
    office.hear(*incoming(), cleared("c1/100"))
    assert office.hear(cleared("c1/101", "null")) == Changes()
    assert office.hear(established("c1/100", calling=B, called=A)) == Changes(snapshot=True), "or fetched back"
    assert office.hear(held("c1/101", "connected")) == Changes(snapshot=True)
    assert office.hear(delivered("c1/100", calling=B, called=A)) == Changes(snapshot=True), "a snapshot can tell"
    assert office.model.calls == ()


def test_a_conversation_that_came_back_and_was_forwarded_unheard_ends_twice(office: Office) -> None:
    office.hear(*incoming(), established("c1/100", calling=B, called=A), cleared("c1/100"))
    again = diverted("c1/100", to=C, cause="callForwardImmediate", calling=B, called=A)
    (gone,) = office.hear(again).calls
    assert (gone.outcome, gone.to) == ("forwarded", C)
    assert office.hear(again) == Changes(), "the same words come late"


def test_a_call_id_may_be_used_again(office: Office) -> None:
    office.hear(*incoming(), cleared("c1/100"), delivered("c1/100", calling=C, called=A))
    assert (office.call.id, office.call.phase) == ("id2", "ringing_in")
    office.hear(cleared("c1/100"), service_initiated("c1/100"))
    assert (office.call.id, office.call.phase) == ("id3", "dialling")
    office.hear(cleared("c1/100"))
    office.hear(established("c1/100", calling=B, called=A), every=31)
    assert office.call.phase == "talking"


def test_the_switch_s_clock_is_that_of_the_newest_change(office: Office) -> None:
    stamp = datetime(2013, 6, 4, 1, 11, 12)
    ringing = Delivered(
        connection=connection("c1/100"),
        alerting_device=device(A),
        calling_device=device(B),
        local_connection_info=LocalConnectionState.alerting,
        extensions=Extensions(timestamp=stamp),
    )
    office.hear(ringing)
    assert office.call.switch_time == stamp
    office.hear(held("c1/101", "alerting"))
    assert office.call.switch_time == stamp
    assert office.call.phase == "ringing_in"


def test_a_doubled_event_changes_nothing(office: Office) -> None:
    for event in [
        *incoming(),
        *consultation(),
        held("c2/100"),
        retrieved("c1/100"),
        cleared("c2/100"),
        cleared("c1/100"),
    ]:
        assert office.hear(event).calls
        assert office.hear(event).calls == ()


# --- the link


def test_without_the_link_calls_are_not_current(office: Office) -> None:
    assert office.model.link_back() == Changes()
    office.hear(*incoming())
    (lost,) = office.model.link_lost(office.now).calls
    assert not lost.current
    assert lost.phase == "talking"
    (back,) = office.model.link_back().calls
    assert back.current
    office.model.link_lost(office.now)
    (seen,) = office.see(listed("c1/100", "connected", "connected")).calls
    assert seen.current


# --- the device


def test_the_device_is_unknown_at_first(office: Office) -> None:
    assert office.model.device_state == DeviceState(None, None, None, None)


def test_device_events(office: Office) -> None:
    own = ReportedDevice.known(A)
    assert office.hear(DoNotDisturbChanged(device=own, do_not_disturb_on=True)).device == DeviceState(dnd=True)
    assert office.hear(DoNotDisturbChanged(device=own, do_not_disturb_on=True)) == Changes()
    assert office.hear(DoNotDisturbChanged(device=ReportedDevice.known(B), do_not_disturb_on=False)) == Changes()
    office.hear(MessageWaiting(target_device=NOT_KNOWN, message_waiting_on=True))
    assert office.model.device_state.message_waiting is True
    gone = office.hear(OutOfService(device=own))
    assert gone.snapshot
    assert gone.device is not None
    assert gone.device.in_service is False
    assert office.hear(OutOfService(device=own)) == Changes()
    assert office.hear(BackInService(device=own)).snapshot
    assert office.model.device_state.in_service is True
    assert office.hear(PartiallyInService(device=own)) == Changes()
    assert office.hear(DeviceCapabilityChanged(device=own)) == Changes(snapshot=True)
    assert office.hear(Hookswitch(device=own, hookswitch=b"\x01", hookswitch_on_hook=True)) == Changes()


def test_set_device(office: Office) -> None:
    changes = office.model.set_device(dnd=False, forwarding=(), message_waiting=False, in_service=True)
    assert changes == Changes(device=DeviceState(False, (), False, True))
    assert office.model.set_device() == Changes()


def test_call_backs_are_those_that_this_device_ordered(office: Office) -> None:
    own, other = ReportedDevice.known(A), ReportedDevice.known(B)
    by_other = CallBackSet(originating_device=other, target_device=own, call_back_set_canceled=True)
    assert office.hear(by_other) == Changes()
    ordered = CallBackSet(originating_device=own, target_device=other, call_back_set_canceled=True)
    assert office.hear(ordered).device == DeviceState(call_backs=(B,))
    assert office.model.call_back_ordered(B, True) == Changes(), "the result comes after the event"
    assert office.model.call_back_ordered(B, False).device == DeviceState()


def test_a_call_back_that_is_made_is_ordered_no_more(office: Office) -> None:
    office.model.call_back_ordered(B, True)
    office.model.call_back_ordered(C, True)
    assert office.hear(*incoming()).device is None
    made = office.hear(delivered("c2/100", "alerting", "callBack", calling=B, called=A))
    assert made.device == DeviceState(call_backs=(C,))


def test_without_a_link_what_is_switched_is_not_known(office: Office) -> None:
    assert office.model.link_lost(office.now) == Changes()
    office.hear(AgentReady(agent_device=ReportedDevice.known(A)))
    assert office.model.link_lost(office.now) == Changes(device=DeviceState())


def test_calls_are_found_by_our_id(office: Office) -> None:
    office.hear(*incoming())
    assert office.model.call(office.call.id) == office.call
    assert office.model.call("nobody") is None


def test_asking_for_a_call_that_is_gone(office: Office) -> None:
    office.model.asked("hangup", "nobody", START)
    office.model.refused("hangup", "nobody")
    assert office.model.calls == ()


def test_without_a_numbering_plan_inside_and_outside_are_unknown() -> None:
    numbers = iter("x")
    model = Model(A, lambda: next(numbers))
    (call,) = model.apply(delivered("c1/100", calling=B, called=A), START).calls
    assert call.peers[0].external is None


def test_the_captured_conversation(office: Office) -> None:
    """The captured Delivered, Established and ConnectionCleared at 100, called by 257 (openscape-facts.md)."""
    office.hear(delivered("c1/100", calling="257", called=A), established("c1/100", calling="257", called=A))
    assert (office.call.phase, office.numbers) == ("talking", ["257"])
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == "talked"


def test_the_captured_delivered_of_the_calling_side(office: Office) -> None:
    office.hear(delivered("c1/100", "connected", by=B, calling=A, called=B))
    assert (office.call.direction, office.call.phase, office.numbers) == ("out", "ringing_out", [B])
    assert not office.asked_for_snapshot


def test_nobody_known_answers_among_several(office: Office) -> None:
    """Neither the connection nor the event names the device: which of the two it is, a snapshot can tell."""
    office.hear(*incoming(), conferenced("c1/100", None, A, C))
    before = office.call.peers
    assert office.hear(established("c1", "connected", calling=A)).snapshot
    assert office.call.peers == before


def test_our_own_call_that_is_diverted_here(office: Office) -> None:
    (gone,) = office.hear(diverted("c1/100", C, "callForwardImmediate", calling=A, called=B)).calls
    assert [peer.number for peer in gone.peers] == [B]
