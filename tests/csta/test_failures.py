"""Why a service was refused: by name for programs, as a sentence for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.csta import failures as f
from desktop.csta.enumerations import OpenEnum
from desktop.csta.failures import Failure
from desktop.csta.schema import Schema
from desktop.translation import translator
from tests.support.modules import Modules

OFFICIAL = {
    f.OperationError: "OperationErrors",
    f.SecurityError: "SecurityErrors",
    f.StateError: "StateIncompatibilityErrors",
    f.SystemResourceError: "SystemResourceAvailabilityErrors",
    f.SubscribedResourceError: "SubscribedResourceAvailabilityErrors",
    f.PerformanceError: "PerformanceManagementErrors",
    f.PrivateDataError: "PrivateDataInfoErrors",
}


@pytest.mark.parametrize("kind", OFFICIAL)
def test_as_in_the_official_module(kind: type[OpenEnum], evidence: Path) -> None:
    official = Modules(evidence).named("error-definition.asn1", OFFICIAL[kind])
    assert {int(member): member.name for member in kind} == official


def test_categories_are_those_of_the_command_line() -> None:
    assert {category for category, _ in f.CATEGORIES.values()} == {
        "operation",
        "security",
        "state",
        "systemResource",
        "subscribedResource",
        "performance",
        "privateData",
        "unspecified",
    }


@pytest.mark.parametrize(
    ("octets", "category", "code"),
    [
        ("a0030a010c", "operation", "invalidDeviceID"),
        ("a1030a0101", "security", "sequenceNumberViolated"),
        ("a2030a0108", "state", "noCallToAnswer"),
        ("a3030a0107", "systemResource", "overallMonitorLimitExceeded"),
        ("a4030a0102", "subscribedResource", "objectMonitorLimitExceeded"),
        ("a5030a0102", "performance", "performanceLimitExceeded"),
        ("a6030a0101", "privateData", "cSTAPrivateDataInfoError"),
        ("a7020500", "unspecified", "unspecified"),
        ("a0040a0200fa", "operation", "value-250"),
        ("a9030a0101", "value-9", "unspecified"),
    ],
)
def test_from_the_wire(schema: Schema, octets: str, category: str, code: str) -> None:
    failure = Failure.from_asn1(schema.decode("UniversalFailure", bytes.fromhex(octets)))
    assert (failure.category, failure.code) == (category, code)
    assert str(failure.sentence).endswith(".")


@pytest.mark.parametrize(
    ("failure", "octets"),
    [
        (Failure.operation(f.OperationError.invalidDeviceID), "a0030a010c"),
        (Failure.state(f.StateError.noCallToAnswer), "a2030a0108"),
        (Failure.system_resource(f.SystemResourceError.overallMonitorLimitExceeded), "a3030a0107"),
        (Failure.subscribed_resource(f.SubscribedResourceError.objectMonitorLimitExceeded), "a4030a0102"),
        (Failure("unspecified", None), "a7020500"),
    ],
)
def test_to_the_wire(schema: Schema, failure: Failure, octets: str) -> None:
    assert schema.encode("UniversalFailure", failure.to_asn1()).hex() == octets


def test_every_error_of_the_schema_has_its_own_words_in_both_languages(schema: Schema) -> None:
    """Those for what no edition knows end with the code, for want of words."""
    german = translator("de")
    errors = {
        (name, number)
        for name, node in schema.node("UniversalFailure").alternatives
        for number in (node.inner or node).names or [None]
    }
    assert len(errors) == 265
    for name, number in errors:
        said = Failure.from_asn1((name, number)).sentence
        assert "{code}" not in said.msgid, (name, number)
        assert german(said) != str(said), (name, number)
        assert german(said).endswith(".")
    assert Failure.from_asn1(("operation", 250)).sentence.facts["code"] == "value-250"


@pytest.mark.parametrize("alternative", [name for name, (_, kind) in f.CATEGORIES.items() if kind])
def test_every_value_has_a_sentence(alternative: str) -> None:
    kind = f.CATEGORIES[alternative][1]
    assert kind is not None
    for value in kind:
        sentence = str(Failure(alternative, value).sentence)
        assert sentence.endswith(".")
        assert "{" not in sentence
