"""Refusals in sentences that somebody in an office understands."""

from __future__ import annotations

import re

import pytest

from desktop.csta import failure_wording as w
from desktop.csta.failures import CATEGORIES
from desktop.translation import translator

EVERY = {(category, member.name) for category, kind in CATEGORIES.values() if kind is not None for member in kind}


def texts(category: str) -> dict[str, str]:
    return {code: str(w.sentence(kind, code)) for kind, code in sorted(EVERY) if kind == category}


def matching(category: str, pattern: str) -> dict[str, str]:
    found = {code: text for code, text in texts(category).items() if re.search(pattern, code)}
    assert found
    return found


def test_every_value_is_in_one_family_and_nothing_else_is() -> None:
    assert len(EVERY) == 264
    assert set(w.SENTENCES) == EVERY | {("unspecified", "unspecified")}
    named = [
        (category, code)
        for category, families in w._FAMILIES.items()
        for codes in families.values()
        for code in codes.split()
    ]
    assert len(named) == len(set(named))


def test_only_what_has_no_reason_is_said_to_have_none() -> None:
    vague = {key for key in w.SENTENCES if "no reason" in str(w.sentence(*key))}
    assert vague == {("operation", "generic"), ("unspecified", "unspecified")}


def test_codes_are_for_programs() -> None:
    for key in w.SENTENCES:
        said = str(w.sentence(*key))
        assert not re.search(r"[()]|generic|[a-z][A-Z]", said), key
        assert said[0].isupper()
        assert said.endswith(".")


def test_what_no_edition_has_is_named_by_its_code() -> None:
    for category in ("operation", "security", "value-9"):
        assert str(w.sentence(category, "value-250")) == (
            "The telephone system refused the request for a reason that is not known here (value-250)."
        )
    assert w.sentence("value-9", "unspecified") == w.NO_REASON


@pytest.mark.parametrize(
    ("category", "codes", "said"),
    [
        ("systemResource", "OutOfService$", "out of service"),
        ("systemResource", "^(?!network).*Busy$|InUse|noMediaChannels|^generic$", "no free capacity"),
        ("systemResource", "^networkBusy", "All outside lines are busy"),
        ("systemResource", "[lL]imitExceeded|maxDevices", "limit|as many|full|Too many|so many"),
        ("subscribedResource", "^trunk", "All outside lines are busy"),
        ("state", "DeviceState$", "present state of the phone|at the destination at present"),
        ("state", "ConnectionState$", "state of the call"),
        ("state", "Msg|^msg|notAbleTo", "recording"),
        ("state", "^no.*Call|^noConnection", "There is no .*call"),
        ("operation", "^privilegeViolation", "may not|right to do that is missing"),
        ("operation", "^requestIncompatible", "cannot do that|not possible with"),
        ("operation", "DeviceID$|^invalidDestination$|^objectNotKnown", "does not know"),
        ("operation", "(Call|Connection)ID$", "does not know this call"),
        ("operation", "CrossRefID$", "any more"),
        ("operation", "(?<!With)Object$|ObjectType$", "this kind of|cannot be monitored"),
        ("operation", "OutOfRange$", "did not accept a detail|not possible|does not offer|cannot be put"),
        ("operation", "NotSupported$", "does not|cannot be forwarded"),
        ("performance", "", "too busy"),
        ("security", "", "for security reasons"),
    ],
)
def test_families_say_what_is_the_matter(category: str, codes: str, said: str) -> None:
    assert {code: text for code, text in matching(category, codes).items() if not re.search(said, text)} == {}


@pytest.mark.parametrize(
    ("category", "code", "english", "german"),
    [
        (
            "systemResource",
            "calledDeviceOutOfService",
            "The phone at the destination is out of service.",
            "Das Telefon am Ziel ist außer Betrieb.",
        ),
        (
            "systemResource",
            "networkOutOfService",
            "The outside lines are out of service.",
            "Die Amtsleitungen sind außer Betrieb.",
        ),
        (
            "systemResource",
            "startTimeOutOfRange",
            "The telephone system does not accept this start time.",
            "Die Telefonanlage nimmt diese Startzeit nicht an.",
        ),
        (
            "systemResource",
            "resourceLimitExceeded",
            "A limit of the telephone system is reached. Try again later or ask its administrator.",
            (
                "Eine Grenze der Telefonanlage ist erreicht. "
                "Bitte später noch einmal versuchen oder an die Administration wenden."
            ),
        ),
        ("operation", "invalidAuthCode", "The authorisation code is wrong.", "Der Berechtigungscode ist falsch."),
        ("operation", "invalidAccountCode", "The account code is wrong.", "Die Projektkennzahl ist falsch."),
        (
            "operation",
            "invalidAgentPassword",
            "The agent's password is wrong.",
            "Das Kennwort des Agenten ist falsch.",
        ),
        (
            "operation",
            "privilegeViolationHeldDevice",
            "The right to do that is missing. Ask the administrator of the telephone system.",
            "Dazu fehlt die Berechtigung. Bitte an die Administration wenden.",
        ),
        (
            "state",
            "noCallToClear",
            "There is no call to hang up any more.",
            "Es gibt kein Gespräch mehr, das zu beenden wäre.",
        ),
        (
            "state",
            "connectedCallExists",
            "There is another call already. End it or put it on hold first.",
            "Es besteht schon ein anderes Gespräch. Bitte dieses erst beenden oder halten.",
        ),
        (
            "state",
            "invalidDeviceState",
            "That is not possible in the present state of the phone.",
            "Das geht im jetzigen Zustand des Telefons nicht.",
        ),
    ],
)
def test_what_a_user_can_act_on(category: str, code: str, english: str, german: str) -> None:
    assert str(w.sentence(category, code)) == english
    assert translator("de")(w.sentence(category, code)) == german
