"""Stations that go out of service and come back."""

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
    for leg in switch.legs(number):
        if not leg.gone:
            leg.call.transferred_by = None
            switch.clear(leg)
    switch.reporter.device_event(number, OutOfService(device=device, cause=EventCause.maintenance))
