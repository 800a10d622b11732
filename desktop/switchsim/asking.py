"""Services asked from within, as another program would ask them: for scenarios, and for people without a client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.csta.enumerations import AutoOriginate
from desktop.csta.services.call_control import (
    AlternateCall,
    AnswerCall,
    ClearCall,
    ClearConnection,
    ConferenceCall,
    ConsultationCall,
    DeflectCall,
    DialDigits,
    DirectedPickupCall,
    HoldCall,
    MakeCall,
    ReconnectCall,
    RetrieveCall,
    SingleStepConf,
    SingleStepTrans,
    TransferCall,
)
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.exchange import Exchange
from desktop.switchsim.model import State

Setting = Mapping[str, Any]


def message(exchange: Exchange, name: str, setting: Setting) -> Any:
    """The message that asks a service by its ECMA-285 name for a ``device``; ``to`` and others as the service needs.

    :raises ValueError: the service is not among :data:`SERVICES`, or the device has no call that fits, or several.
    """
    make = SERVICES.get(name)
    if make is None:
        raise ValueError(f"{name} cannot be asked so. These can: {', '.join(SERVICES)}.")
    return make(exchange, setting)


def _text(setting: Setting, name: str) -> str:
    value = setting.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text.")
    return value


def _device(setting: Setting, name: str) -> DeviceID:
    return DeviceID(_text(setting, name))


def _leg(exchange: Exchange, device: str, *states: State) -> ConnectionID:
    found = [leg.id for leg in exchange.legs(device) if leg.state in states]
    if len(found) != 1:
        raise ValueError(f"{device} has {len(found) or 'no'} calls that are {' or '.join(one.name for one in states)}.")
    return found[0]


def _make_call(exchange: Exchange, setting: Setting) -> MakeCall:
    prompt = setting.get("prompt", True)
    return MakeCall(
        calling_device=_device(setting, "device"),
        called_directory_number=_device(setting, "to"),
        auto_originate=None if prompt else AutoOriginate.doNotPrompt,
    )


def _on_call(kind: Callable[..., Any], member: str, *states: State) -> Callable[[Exchange, Setting], Any]:
    """A service about the only call of ``device`` in one of these states."""
    return lambda exchange, setting: kind(**{member: _leg(exchange, _text(setting, "device"), *states)})


def _on_call_to(kind: Callable[..., Any], member: str, state: State, to: str) -> Callable[[Exchange, Setting], Any]:
    """The same, with a number to bring it to, or to ask there."""
    return lambda exchange, setting: kind(
        **{member: _leg(exchange, _text(setting, "device"), state), to: _device(setting, "to")}
    )


def _on_pair(kind: Callable[..., Any]) -> Callable[[Exchange, Setting], Any]:
    """A service about the held and the connected call of ``device``."""

    def make(exchange: Exchange, setting: Setting) -> Any:
        device = _text(setting, "device")
        active = _leg(exchange, device, State.connected)
        return kind(held_call=_leg(exchange, device, State.hold), active_call=active)

    return make


def _pickup(exchange: Exchange, setting: Setting) -> DirectedPickupCall:
    ringing = _leg(exchange, _text(setting, "from"), State.alerting)
    return DirectedPickupCall(call_to_be_picked_up=ringing, requesting_device=_device(setting, "device"))


_ANY = (State.initiated, State.alerting, State.connected, State.hold, State.queued, State.fail)
SERVICES: dict[str, Callable[[Exchange, Setting], Any]] = {
    "alternateCall": _on_pair(AlternateCall),
    "answerCall": _on_call(AnswerCall, "call_to_be_answered", State.alerting),
    "clearCall": _on_call(ClearCall, "call_to_be_cleared", *_ANY),
    "clearConnection": _on_call(
        ClearConnection, "connection_to_be_cleared", State.connected, State.initiated, State.fail
    ),
    "conferenceCall": _on_pair(ConferenceCall),
    "consultationCall": _on_call_to(ConsultationCall, "existing_call", State.connected, "consulted_device"),
    "deflectCall": _on_call_to(DeflectCall, "call_to_be_diverted", State.alerting, "new_destination"),
    "dialDigits": _on_call_to(DialDigits, "dialling_connection", State.initiated, "dialling_sequence"),
    "directedPickupCall": _pickup,
    "holdCall": _on_call(HoldCall, "call_to_be_held", State.connected),
    "makeCall": _make_call,
    "reconnectCall": _on_pair(ReconnectCall),
    "retrieveCall": _on_call(RetrieveCall, "call_to_be_retrieved", State.hold),
    "singleStepConf": _on_call_to(SingleStepConf, "active_call", State.connected, "device_to_join"),
    "singleStepTrans": _on_call_to(SingleStepTrans, "active_call", State.connected, "transferred_to"),
    "transferCall": _on_pair(TransferCall),
}
"""ECMA-285 name -> what makes its message."""
