"""The whole truth about the switch, as plain values: what tests compare a client with."""

from __future__ import annotations

from typing import Any

from desktop.csta.values import BitSet, MonitorFilter
from desktop.switchsim.model import Phone, State
from desktop.switchsim.switch import Switch


def truth(switch: Switch) -> dict[str, Any]:
    """Calls, devices, monitors, links, queues, and how calls ended (the last 10,000)."""
    return {
        "calls": [
            {
                "call_id": call.id.hex(),
                "connections": [
                    {"device": leg.device, "state": leg.state.name}
                    | ({} if leg.outside is None else {"number": leg.outside})
                    for leg in call.legs
                ],
                "held_by": [leg.device for leg in call.legs if leg.state is State.hold],
            }
            for call in switch.calls.values()
        ],
        "devices": [_device(number, phone) for number, phone in switch.phones.items()],
        "monitors": [
            {
                "link": monitor.link,
                "xref": monitor.cross_ref.hex(),
                "device": monitor.device,
                "filter": _filter(monitor.filter),
            }
            for monitor in switch.reporter.monitors.values()
        ],
        "links": [{"id": link.id, "user": link.user, "state": link.state} for link in switch.links.values()],
        "queues": [],
        "ended": list(switch.ended),
    }


def _device(number: str, phone: Phone) -> dict[str, Any]:
    return {
        "device": number,
        "dnd": phone.do_not_disturb,
        "forwarding": [{"type": kind.short, "on": True, "to": to} for kind, to in sorted(phone.forwarding.items())],
        "message_waiting": phone.message_waiting,
        "in_service": phone.in_service,
        "agent": None,
    }


def _filter(asked: MonitorFilter) -> dict[str, list[int]]:
    """Member -> suppressed bits, for members that suppress any."""
    members = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    return {name: sorted(bits.bits) for name, bits in members.items() if isinstance(bits, BitSet) and bits.bits}
