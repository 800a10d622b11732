"""What goes wrong, one function each: ``(switch, setting)``; the table with their names is
:data:`desktop.switchsim.faults.FAULTS`.

:raises ValueError: (all of them) the setting makes no sense; nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.csta.enumerations import SystemStatus
from desktop.csta.services.system import SystemStatusRequest
from desktop.csta.values import Extensions
from desktop.switchsim.maintenance import lose_memory, switch_service
from desktop.switchsim.services import SERVICES
from desktop.switchsim.switch import Ask, Close, Cut, Octets, Switch

Setting = Mapping[str, Any]
_GARBAGE = "deadbeef00ff"
_OVERSIZE = 20_000
_LARGEST_OVERSIZE = 32_000
"""With what stands around it, it must fit a frame."""


def text(setting: Setting, name: str, default: str | None = None) -> str:
    """A text of a setting."""
    value = setting.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text.")
    return value


def count(setting: Setting, name: str = "count", default: int = 1, most: int = 1_000_000_000) -> int:
    """A whole number of a setting."""
    value = setting.get(name, default)
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(f"{name} must be a number up to {most}.")
    return value


def seconds(setting: Setting, default: float) -> float:
    """The member ``seconds`` of a setting."""
    value = setting.get("seconds", default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e9:
        raise ValueError("seconds must be a number.")
    return float(value)


def _on(setting: Setting) -> bool:
    return bool(setting.get("on", True))


def _link(setting: Setting) -> int | None:
    link = setting.get("link")
    if link is not None and type(link) is not int:
        raise ValueError("link must be the number of a link.")
    return link


# links


def silent(switch: Switch, setting: Setting) -> None:
    """The link neither says nor hears anything, and is not closed."""
    for link in switch.chosen(_link(setting)):
        if not _on(setting):
            link.state = link.before if link.state == "silent" else link.state
        elif link.state != "silent":
            link.before, link.state = link.state, "silent"


def cut(switch: Switch, setting: Setting) -> None:
    """The link is closed without a word, at once or ``after_octets`` that are "sent" or "received"."""
    link = _link(setting)
    if "after_octets" not in setting:
        switch.send(*(Close(one.id) for one in switch.chosen(link)))
        return
    of = text(setting, "of", "sent")
    if of not in ("sent", "received"):
        raise ValueError("of must be sent or received.")
    armed = Cut(of, count(setting, "after_octets")) if _on(setting) else None
    there = [] if setting.get("next") is True else list(switch.chosen(link))
    for one in there:
        one.cut = None if armed is None else Cut(armed.of, armed.after_octets)
    if not there:
        switch.faults.next_cut = armed


def accept_silently(switch: Switch, setting: Setting) -> None:
    """New connections are accepted, and nothing that comes on them is ever answered."""
    switch.faults.accept_silently = _on(setting)


def forget_link(switch: Switch, setting: Setting) -> None:
    """The switch knows the link and its monitors no more, and does not say so."""
    for link in list(switch.chosen(_link(setting))):
        switch.close_link(link.id)


def refuse_login(switch: Switch, setting: Setting) -> None:
    """The next ``count`` log-ins are refused; without it: all of them."""
    how = text(setting, "value", "permanent")
    if how not in ("permanent", "transient", "close"):
        raise ValueError("value must be permanent, transient or close.")
    refusals = count(setting) if "count" in setting else -1
    switch.faults.refuse_login = how if _on(setting) else ""
    switch.faults.refusals = refusals


def two_octet_framing(switch: Switch, setting: Setting) -> None:
    """Frames of the switch have two octets of length and nothing else in front."""
    switch.faults.two_octet_framing = _on(setting)


def garbage(switch: Switch, setting: Setting) -> None:
    """Octets that are no frame (``hex``) are sent."""
    octets = bytes.fromhex(text(setting, "hex", _GARBAGE))
    switch.send(*(Octets(link.id, octets) for link in switch.chosen(_link(setting))))


def oversize(switch: Switch, setting: Setting) -> None:
    """A SystemStatus whose private data has so many ``octets``: whole, valid, and longer than anything else."""
    size = count(setting, "octets", _OVERSIZE, _LARGEST_OVERSIZE)
    element = b"\x04\x82" + size.to_bytes(2, "big") + bytes(size)
    status = SystemStatusRequest(system_status=switch.status, extensions=Extensions(None, (element,)))
    switch.send(*(Ask(link.id, status) for link in switch.chosen(_link(setting))))


# answers


def _service(setting: Setting) -> str | None:
    """The service that only is meant, by its ECMA-285 name; None: every one."""
    name = text(setting, "service") if setting.get("service") is not None else None
    if name is not None and name not in SERVICES:
        raise ValueError(f"There is no service {name!r}. There are: {', '.join(SERVICES)}.")
    return name


def _of_service(table: dict[str, Any], setting: Setting, value: Any) -> None:
    """Note a value for a service, or any; ``"on": false`` takes it back, without a service all of them."""
    service = _service(setting)
    if _on(setting):
        table[service or "*"] = value
    elif service is None:
        table.clear()
    else:
        table.pop(service, None)


def slow_answer(switch: Switch, setting: Setting) -> None:
    """Every answer, or every one to ``service``, takes ``seconds``."""
    _of_service(switch.faults.slow_answer, setting, seconds(setting, 3.0))


def no_answer(switch: Switch, setting: Setting) -> None:
    """The next ``count`` requests (of ``service``) are never answered; without it: all of them."""
    _of_service(switch.faults.no_answer, setting, count(setting) if "count" in setting else -1)


# the system


def restart(switch: Switch, setting: Setting) -> None:
    """All links are closed and all monitors void; ``calls`` "kept" or "lost"; nobody is let in for ``seconds``.

    Whatever was wrong with its state, the switch is well again. With the calls goes what else stood in memory only.
    """
    calls = setting.get("calls", "lost")
    if calls not in ("kept", "lost"):
        raise ValueError("calls must be kept or lost.")
    switch.faults.down_until = switch.now + seconds(setting, 0.0)
    switch.void_monitors()
    switch.send(*(Close(link) for link in switch.links))
    switch.status, switch.out_of_reach = SystemStatus.normal, frozenset()
    if calls == "lost":
        lose_memory(switch)


def system_status(switch: Switch, setting: Setting) -> None:
    """SystemStatus with ``status`` (a number of 0 to 8 or a name) is sent; the switch stays in it.

    While it is initializing or disabled it refuses services and sends no events; while it is partiallyDisabled, so for
    the stations ``devices``.
    """
    value = setting.get("status", setting.get("value"))
    names = SystemStatus.__members__
    if isinstance(value, str) and value in names:
        status = names[value]
    elif type(value) is int and 0 <= value < len(names):
        status = SystemStatus(value)
    else:
        raise ValueError("status must be 0 to 8 or its name.")
    devices = setting.get("devices", [])
    if not isinstance(devices, list) or not set(map(str, devices)) <= switch.phones.keys():
        raise ValueError("devices must be a list of stations.")
    if devices and status is not SystemStatus.partiallyDisabled:
        raise ValueError("devices are out of reach where the status is partiallyDisabled.")
    lasting = (SystemStatus.initializing, SystemStatus.disabled, SystemStatus.partiallyDisabled)
    switch.status = status if status in lasting else SystemStatus.normal
    switch.out_of_reach = frozenset(devices)
    if status is SystemStatus.enabled:
        switch.reporter.monitors.clear()
    for link in switch.chosen(_link(setting)):
        switch.tell_status(link.id, status)


def out_of_service(switch: Switch, setting: Setting) -> None:
    """The station ``device`` goes out of service, its calls end."""
    device = text(setting, "device")
    if device not in switch.phones:
        raise ValueError(f"There is no station {device}.")
    switch_service(switch, device, not _on(setting))


# monitors and events


def stop_monitor(switch: Switch, setting: Setting) -> None:
    """The switch ends the monitors of ``device``; without it: all of them."""
    device = text(setting, "device") if "device" in setting else None
    for monitor in list(switch.reporter.monitors.values()):
        if device in (None, monitor.device):
            switch.stop_monitor(monitor)


def reuse_cross_refs(switch: Switch, setting: Setting) -> None:
    """A cross reference that was given back is given away again at once."""
    switch.faults.reuse_cross_refs = _on(setting)


def event_invoke_id(switch: Switch, setting: Setting) -> None:
    """The next event's invoke id is ``value``, here just before the 16-bit counter begins again."""
    value = count(setting, "value", 0xFFFE, 0xFFFF)
    chosen = list(switch.chosen(_link(setting)))
    for link in chosen:
        link.next_invoke_id = value
    if not chosen:
        switch.change(first_event_invoke_id=value)


def late_events(switch: Switch, setting: Setting) -> None:
    """Every event waits ``seconds``; with ``"on": false`` none does any more, and those that wait come at once."""
    switch.faults.late_events = seconds(setting, 3.0) if _on(setting) else 0.0
    if not switch.faults.late_events:
        switch.send_late(whole=True)


def messages_lost(switch: Switch, setting: Setting) -> None:
    """The next ``count`` events are lost, then the switch says so by SystemStatus."""
    faults = switch.reporter.faults
    lost = {"status": SystemStatus.messagesLost.name}
    faults.lose["*"] = count(setting) if _on(setting) else 0
    faults.all_lost = (lambda: system_status(switch, lost)) if faults.lose["*"] else None


def event(table: str) -> Callable[[Switch, Setting], None]:
    """The fault that happens to the next ``count`` events of a name (``event``; "*": any)."""

    def strike(switch: Switch, setting: Setting) -> None:
        name = text(setting, "event", "*")
        strokes: dict[str, int] = getattr(switch.reporter.faults, table)
        strokes[name] = count(setting) if _on(setting) else 0

    return strike
