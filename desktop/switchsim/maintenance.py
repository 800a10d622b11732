"""Stations that go out of service and come back, and what the switch forgets when it restarts."""

from __future__ import annotations

from desktop.csta.enumerations import EventCause
from desktop.csta.events.maintenance import BackInService, OutOfService
from desktop.csta.values import ReportedDevice
from desktop.switchsim import waiting
from desktop.switchsim.exchange import Exchange


def switch_service(switch: Exchange, number: str, works: bool) -> None:
    """Take a station out of service (its calls end) or back into it."""
    phone = switch.phones[number]
    if phone.in_service is works:
        return
    phone.in_service = works
    device = ReportedDevice.known(number)
    if works:
        switch.reporter.device_event(number, BackInService(device=device, cause=EventCause.normal))
        waiting.freed(switch, number, used=False)
        return
    end_calls(switch, number)
    switch.reporter.device_event(number, OutOfService(device=device, cause=EventCause.maintenance))


def end_calls(switch: Exchange, number: str) -> None:
    """End every call of a station, also those that only wait there; none comes back to anybody."""
    for leg in switch.legs(number):
        if not leg.gone:
            leg.call.transferred_by = None
            switch.clear(leg)


def lose_memory(switch: Exchange) -> None:
    """Forget without a word what a restart does not keep.

    Gone are the calls (and with them what is camped on or parked), call backs, whose turn it is in groups, and what
    stands on displays and is muted; agents are as they began. Forwarding, do not disturb, message waiting and the other
    features of stations are configuration and stay. Which of this an OpenScape Business keeps, no source says.
    """
    for call in list(switch.calls.values()):
        for leg in list(call.legs):
            switch.leave(leg)
            switch.record(leg, leg.ended or ("talked" if leg.talked else "unknown"))
    switch.call_backs.clear()
    switch.turns.clear()
    switch.agents.clear()
    for number, phone in switch.phones.items():
        phone.agent, phone.agent_since, phone.agent_pending = phone.station.agent, switch.now, None
        if phone.agent != "loggedOff":
            switch.agents[number] = None
        features = phone.features
        features.agent_id, features.display, features.silenced = None, "", False
        features.microphone_mute = features.speaker_mute = False
