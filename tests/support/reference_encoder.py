"""Encoding by asn1tools, which judges our encoder: the same schema, other code."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from asn1tools.codecs import ber

from desktop import assets

_TEXTS = {"IA5String": 22, "GeneralizedTime": 24}
"""Types of text, and the numbers of their tags."""


def reference_encoders() -> dict[str, Callable[[Any], bytes]]:
    """Return a function for each type of the shipped schema: plain value -> octets."""
    return {name: _encoder(one) for name, one in compiled().items()}


def compiled() -> dict[str, Any]:
    """Return asn1tools' types; they take times as text.

    Its IA5String sends ASCII only, while switches put ISO 8859-1 into names and numbers; its GeneralizedTime leaves out
    seconds that are zero and cannot send again what is not a datetime. Both go as its TeletexString, under their tags.
    """
    modules = json.loads(
        assets.text("asn1", "schema.json"),
        object_hook=lambda item: {**item, "type": f"-{item['type']}"} if item.get("type") in _TEXTS else item,
    )
    for module in modules.values():
        for name, number in _TEXTS.items():
            tag = {"class": "UNIVERSAL", "number": number, "kind": "IMPLICIT"}
            module["types"][f"-{name}"] = {"type": "TeletexString", "tag": tag}
    return {name: one for types in ber.compile_dict(modules).values() for name, one in types.items()}


def _encoder(one: Any) -> Callable[[Any], bytes]:
    return lambda value: bytes(one.encode(with_times_as_text(value)))


def with_times_as_text(value: Any) -> Any:
    """Return a plain value with times as text."""
    match value:
        case datetime():
            return value.strftime("%Y%m%d%H%M%S")
        case dict():
            return {name: with_times_as_text(member) for name, member in value.items()}
        case list():
            return [with_times_as_text(one) for one in value]
        case (name, member):
            return name, with_times_as_text(member)
        case _:
            return value
