"""Names and numbers are those of the official modules; other numbers are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.csta import enumerations as e
from desktop.csta.enumerations import OpenEnum
from tests.support.modules import Modules

OFFICIAL: dict[type[OpenEnum], str] = {
    e.LocalConnectionState: "connection-states.asn1",
    e.SystemStatus: "device-feature-types.asn1",
    e.MonitorType: "status-reporting.asn1",
    e.ForwardingType: "device-feature-types.asn1",
    e.ForwardDefault: "device-feature-types.asn1",
    e.AutoOriginate: "call-control.asn1",
    e.ParticipationType: "device-feature-types.asn1",
    e.SimpleCallState: "status-reporting.asn1",
    e.EventCause: "event-cause.asn1",
}


@pytest.mark.parametrize("kind", OFFICIAL)
def test_as_in_the_official_module(kind: type[OpenEnum], evidence: Path) -> None:
    assert {int(member): member.name for member in kind} == Modules(evidence).named(OFFICIAL[kind], kind.__name__)


def test_every_enumeration_is_compared() -> None:
    assert {kind for kind in OpenEnum.__subclasses__() if kind.__module__ == e.__name__} == set(OFFICIAL)


def test_a_number_that_is_not_listed_is_kept() -> None:
    cause = e.EventCause.from_asn1(200)
    assert (cause, cause.name, cause.value, cause.to_asn1()) == (200, "value-200", 200, 200)
    assert isinstance(cause, e.EventCause)
    assert cause not in list(e.EventCause)
    assert e.EventCause.from_asn1(22) is e.EventCause.newCall


def test_what_is_no_number_is_no_member() -> None:
    with pytest.raises(ValueError, match="busy"):
        e.EventCause("busy")


def test_forwarding_types_have_their_names_of_the_control_vocabulary() -> None:
    assert e.ForwardingType.forwardImmediate.short == "immediate"
    assert e.ForwardingType.forwardNoAnsExt.short == "noAnsExt"
    assert e.ForwardingType.forwardDNDInt.short == "DNDInt"
    assert e.ForwardingType(99).short == "value-99"
    assert len({kind.short for kind in e.ForwardingType}) == len(e.ForwardingType)
