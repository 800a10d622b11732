"""Whether a switch or a device offers a service, or reports an event, asked by name.

The lists say it in two dozen places (:mod:`desktop.csta.services.capability_lists`); here any of them is found.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Hashable, Iterator, Mapping

from desktop.csta.schema import Schema
from desktop.csta.services.capability_lists import (
    EVENT_LISTS,
    SERVICE_LISTS,
    CapabilityList,
    EventList,
    Lists,
    ServiceList,
    spelling,
)

OTHER_NAMES: Mapping[str, str] = {
    "single_step_conf": "single_step_conference",
    "single_step_trans": "single_step_transfer",
    "send_user_info": "send_user_information",
    "request_sys_stat": "request_system_status",
    "system_register_abort": "system_status_register_abort",
    "system_register_cancel": "system_status_register_cancel",
    "get_switching_function_capabilities": "get_switching_function_caps",
    "get_csta_feature": "get_csta_features",
    "call_back_non_call_related": "call_back_non_call_rel",
    "call_back_message_non_call_related": "call_back_msg_non_call_rel",
    "cancel_call_back_message": "cancel_call_back_msg",
    "network_capabilities_changed": "netw_caps_changed",
    "network_reached": "netw_reached",
    "device_capability_changed": "device_caps_changed",
    "voice_attributes_change": "voice_attrib_changed",
}
"""Services and events that have another name as operations and in event reports than in these lists."""


def offered(lists: Lists, service: str) -> bool | None:
    """Tell whether a service is in the lists; None where they do not say.

    They do not say where there is no list of services at all, or where the message has no place for services of that
    kind, as that about a telephone's parts has none for calls. A kind whose list alone is missing is not offered.

    :param service: as the standard's operations or lists spell it, in any case: "makeCall", "singleStepConf".
    :raises KeyError: there is no such service in any list of the standard.
    """
    return _contained(lists, ServiceList, _service(service))


def reported(lists: Lists, event: str) -> bool | None:
    """Tell whether an event is in the lists, as :func:`offered` does for services: "delivered", "hookswitch"."""
    return _contained(lists, EventList, _event(event))


def details(lists: Lists, service: str, schema: Schema) -> frozenset[str]:
    """The names of the bits that are set for a service in any of the lists.

    :raises KeyError: there is no such service in any list of the standard.
    """
    kind, field = _service(service)
    return frozenset(name for one in _held(lists) if isinstance(one, kind) for name in one.details(schema, field))


def _contained(lists: Lists, kind: type[CapabilityList], place: tuple[type[CapabilityList], str]) -> bool | None:
    category, field = place
    held = [one for one in _held(lists) if isinstance(one, kind)]
    if not held or category not in _categories(typing.cast(Hashable, type(lists))):
        return None
    return any(isinstance(one, category) and getattr(one, field) is not None for one in held)


def _held(lists: Lists) -> Iterator[CapabilityList]:
    for field in dataclasses.fields(lists):
        value = getattr(lists, field.name)
        if isinstance(value, CapabilityList):
            yield value
        elif isinstance(value, Lists):
            yield from _held(value)


@functools.cache
def _categories(kind: Hashable) -> frozenset[type[CapabilityList]]:
    """The kinds of lists that a message class has a place for."""
    found: set[type[CapabilityList]] = set()
    for hint in typing.get_type_hints(kind).values():
        for part in typing.get_args(hint):
            if isinstance(part, type) and issubclass(part, CapabilityList):
                found.add(part)
            elif isinstance(part, type) and issubclass(part, Lists):
                found |= _categories(typing.cast(Hashable, part))
    return frozenset(found)


def _places(kinds: tuple[type[CapabilityList], ...]) -> Mapping[str, tuple[type[CapabilityList], str]]:
    return {
        spelling(field.name): (kind, field.name)
        for kind in kinds
        for field in dataclasses.fields(kind)
        if field.name != "other"
    }


_SERVICES = _places(SERVICE_LISTS)
_EVENTS = _places(EVENT_LISTS)
_SYNONYMS = {spelling(other): spelling(name) for other, name in OTHER_NAMES.items()}


def _service(name: str) -> tuple[type[CapabilityList], str]:
    return _SERVICES[_SYNONYMS.get(spelling(name), spelling(name))]


def _event(name: str) -> tuple[type[CapabilityList], str]:
    key = spelling(name)
    if key not in _EVENTS:  # in the report's CHOICE it may be called "digitsGeneratedEvent"
        key = key.removesuffix("event")
    return _EVENTS[_SYNONYMS.get(key, key)]
