"""The whole truth about the switch, as plain values: what tests compare a client with."""

from __future__ import annotations

from typing import Any

from desktop.csta.values import BitSet, MonitorFilter
from desktop.switchsim.company import Group
from desktop.switchsim.distribution import queue_of
from desktop.switchsim.features import Features
from desktop.switchsim.model import ACTIVE, Call, Leg, Phone, State
from desktop.switchsim.switch import Switch


def truth(switch: Switch) -> dict[str, Any]:
    """Calls, devices, monitors, links, queues, and how calls ended (the last 10,000)."""
    return {
        "calls": [_call(call) for call in switch.calls.values()],
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
        "links": [
            {"id": link.id, "user": link.user, "state": link.state}
            | ({} if link.private_version is None else {"private_version": link.private_version})
            for link in switch.links.values()
        ],
        "queues": [_queue(switch, group) for group in switch.groups.values() if group.queue or group.kind == "ucd"],
        "call_backs": [{"by": one.by, "to": one.to, "armed": one.armed} for one in switch.call_backs],
        "registrations": [
            {"link": one.link, "id": reference.hex(), "types": sorted(one.types.bits)}
            for reference, one in switch.registrations.items()
        ],
        "private_data": [{"link": link, "data": data.hex()} for link, data in switch.private_data],
        "ended": list(switch.ended),
    }


def _call(call: Call) -> dict[str, Any]:
    return (
        {
            "call_id": call.id.hex(),
            "connections": [
                {"device": leg.device, "state": leg.state.name}
                | ({"at": leg.at} if leg.at != leg.device and leg.state in ACTIVE else {})
                | ({} if leg.outside is None else {"number": leg.outside})
                | ({} if leg.waits is None else {"waits": leg.waits})
                | ({"offered": True} if leg.offered else {})
                | _first(leg)
                for leg in call.legs
            ],
            "held_by": [leg.device for leg in call.legs if leg.state is State.hold],
        }
        | ({} if call.correlator_data is None else {"correlator_data": call.correlator_data.hex()})
        | ({} if call.account is None else {"account": call.account.hex()})
        | ({} if call.failed is None else {"failed": {"at": call.failed[0], "cause": call.failed[1].name}})
    )


def _first(leg: Leg) -> dict[str, Any]:
    """The call that a connection is a consultation from, while that is there."""
    first = leg.consultation_of
    return {} if first is None or first.gone else {"consultation_of": first.call.id.hex()}


def _device(number: str, phone: Phone) -> dict[str, Any]:
    return {
        "device": number,
        "dnd": phone.do_not_disturb,
        "forwarding": [{"type": kind.short, "on": True, "to": to} for kind, to in sorted(phone.forwarding.items())],
        "message_waiting": phone.message_waiting,
        "in_service": phone.in_service,
        "agent": None if phone.agent == "loggedOff" else phone.agent,
        "features": _features(phone.features),
    }


def _features(features: Features) -> dict[str, Any]:
    presence = features.presence
    return {
        "auto_answer": features.rings if features.auto_answer else None,
        "caller_id": not features.hides_number,
        "last_dialled": features.last_dialled,
        "message_for": features.message_for,
        "agent_id": None if features.agent_id is None else features.agent_id.hex(),
        "presence": None if presence is None else sorted(presence.presence_state.bits),
        "display": features.display,
        "microphone_mute": features.microphone_mute,
        "speaker_mute": features.speaker_mute,
        "volume": features.volume,
        "ringer": {"pattern": features.ring_pattern, "volume": features.ring_volume, "silenced": features.silenced},
    }


def _queue(switch: Switch, group: Group) -> dict[str, Any]:
    """What waits at a group, the next one first, and its agents, the one with the longest idle time first."""
    members = dict.fromkeys(switch.line(member) for member in group.members)
    agents = sorted((one for one in members if one in switch.agents), key=lambda one: switch.phones[one].agent_since)
    return {
        "group": group.number,
        "calls": [leg.call.id.hex() for leg in queue_of(switch, group)],
        "agents": [{"device": number, "state": switch.phones[number].agent} for number in agents],
    }


def _filter(asked: MonitorFilter) -> dict[str, list[int]]:
    """Member -> suppressed bits, for members that suppress any."""
    members = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    return {name: sorted(bits.bits) for name, bits in members.items() if isinstance(bits, BitSet) and bits.bits}
