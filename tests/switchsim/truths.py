"""The switch's whole state as lines, and what has changed in it."""

from __future__ import annotations

from typing import Any

from tests.switchsim.office import Office


def facts(office: Office) -> dict[str, str]:
    """Everything that ``{"do": "state"}`` tells, by short names."""
    state = office.ok("state")
    found: dict[str, str] = {}
    for call in state["calls"]:
        found[f"call {call['call_id']}"] = ", ".join(_connection(one) for one in call["connections"])
        found |= {
            f"call {call['call_id']} {name}": call[name] for name in ("correlator_data", "account") if name in call
        }
    for device in state["devices"]:
        number = device.pop("device")
        found |= {f"{number} {name}": value for name, value in _flat(device).items()}
    for monitor in state["monitors"]:
        found[f"monitor {monitor['xref']}"] = f"{monitor['device']} {monitor['filter']}"
    for link in state["links"]:
        found |= {f"link {link['id']} {name}": value for name, value in _flat(link).items()}
    for order in state["call_backs"]:
        found[f"call back {order['by']} to {order['to']}"] = "armed" if order["armed"] else "not armed"
    for one in state["registrations"]:
        found[f"registration {one['id']}"] = f"link {one['link']} {one['types']}"
    for at, data in enumerate(state["private_data"]):
        found[f"private data {at}"] = f"link {data['link']} {data['data']}"
    for at, end in enumerate(state["ended"]):
        found[f"ended {at}"] = f"{end['device']} {end['call_id']} {end['outcome']}"
    return found


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What is otherwise, as lines ``name: value``; "gone" for what is there no more."""
    names = dict.fromkeys([*before, *after])
    return [f"{name}: {after.get(name, 'gone')}" for name in names if before.get(name) != after.get(name)]


def _connection(one: dict[str, Any]) -> str:
    more = one.get("waits") or ("offered" if one.get("offered") else "")
    return f"{one['device']} {one['state']}" + (f" ({more})" if more else "")


def _flat(value: dict[str, Any], place: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, one in value.items():
        found |= _flat(one, f"{place}{name}.") if isinstance(one, dict) else {f"{place}{name}": str(one)}
    return found
