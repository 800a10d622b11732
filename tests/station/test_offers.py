"""What is offered: by what switch and telephone say of themselves, and by what they have refused before."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from desktop.calls.actions import Features
from desktop.calls.records import Action
from desktop.csta.operations import OPERATIONS
from desktop.csta.services.capabilities import GetSwitchingFunctionCapsResult
from desktop.csta.values import BitSet
from desktop.station.offers import (
    CONSULTATIONS_ONLY,
    NOT_ANSWERED_REMOTELY,
    NOT_BY_PHONE,
    NOT_BY_SWITCH,
    NOT_WHILE_RINGING,
    SERVICES,
    Offers,
)


class Saying:
    """A switch or a device that says which services it has not, and nothing of those that it has not heard of."""

    def __init__(self, *lacking: str, silent: tuple[str, ...] = ()) -> None:
        self._lacking = lacking
        self._silent = silent

    def offers(self, service: str) -> bool | None:
        return None if service in self._silent else service not in self._lacking


class Telephone(Saying):
    """The same, of a telephone."""


def test_services_have_the_names_of_the_lists_of_capabilities() -> None:
    silent = GetSwitchingFunctionCapsResult()
    for service in SERVICES:
        assert silent.offers(service) is None, "a name that is none is a KeyError"


def test_a_refusal_finds_its_service_by_the_name_of_the_operation() -> None:
    """So that no operation's name slips through: each service is lacking after its operation was refused."""
    offers = Offers()
    for operation in OPERATIONS:
        offers.refused("100", operation.name, "serviceNotSupported")
    assert {service for service in SERVICES if offers.why_not(service, "100") is None} == set()


def test_what_nobody_has_spoken_of_is_offered() -> None:
    offers = Offers()
    assert offers.features("100") == Features()
    for what in (*get_args(Action), "transfer_to", "join", "mute", "no such word"):
        assert offers.reason(what, "100") is None
    offers.learn_switch(Saying(silent=SERVICES))
    offers.learn_device("100", Saying(silent=SERVICES))
    assert offers.features("100") == Features()


def test_what_the_switch_has_not_nobody_has() -> None:
    offers = Offers()
    offers.learn_switch(Saying("parkCall", "intrudeCall"))
    for device in ("100", "101"):
        assert offers.features(device).refused == {"park": NOT_BY_SWITCH, "intrude": NOT_BY_SWITCH}


def test_what_a_telephone_has_not_another_may_have() -> None:
    offers = Offers()
    offers.learn_device("100", Saying("answerCall", "holdCall"))
    assert offers.features("100").refused == {"answer": NOT_ANSWERED_REMOTELY, "hold": NOT_BY_PHONE}
    assert offers.features("101") == Features()


def test_what_a_device_says_as_a_party_of_calls_and_as_a_telephone_counts_together() -> None:
    offers = Offers()
    offers.learn_device("100", Saying("parkCall"))
    offers.learn_device("100", Telephone("setMicrophoneMute"))
    assert offers.reason("park", "100") == NOT_BY_PHONE
    assert offers.reason("mute", "100") == NOT_BY_PHONE
    offers.learn_device("100", Saying())
    assert offers.reason("park", "100") is None, "the newer answer counts"
    assert offers.reason("mute", "100") == NOT_BY_PHONE


@pytest.mark.parametrize("code", ["serviceNotSupported", "invalidFeature", "unrecognizedOperation"])
def test_what_was_refused_as_not_there_is_remembered_for_the_device(code: str) -> None:
    offers = Offers()
    assert offers.refused("100", "parkCall", code)
    assert offers.features("100").refused == {"park": NOT_BY_SWITCH}
    assert offers.features("101") == Features()


@pytest.mark.parametrize(
    ("operation", "what", "reason"),
    [
        ("answerCall", "answer", NOT_ANSWERED_REMOTELY),
        ("setAutoAnswer", "auto_answer", NOT_BY_PHONE),
        ("setMicrophoneMute", "mute", NOT_BY_PHONE),
        ("setSpeakerMute", "speaker_mute", NOT_BY_PHONE),
        ("getDisplay", "display", NOT_BY_PHONE),
        ("setDisplay", "write_display", NOT_BY_PHONE),
        ("setHookswitchStatus", "offhook", NOT_BY_PHONE),
        ("getRingerStatus", "silence", NOT_BY_PHONE),
    ],
)
@pytest.mark.parametrize(
    "code", ["requestIncompatibleWithObject", "requestIncompatibleWithDevice", "autoAnswerNotSupported"]
)
def test_what_does_not_fit_the_telephone_is_remembered(operation: str, what: str, reason: Any, code: str) -> None:
    offers = Offers()
    assert offers.refused("100", operation, code)
    assert offers.reason(what, "100") == reason


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("holdCall", "requestIncompatibleWithObject"),
        ("singleStepTrans", "requestIncompatibleWithCalledDevice"),
        ("answerCall", "noCallToAnswer"),
        ("answerCall", "timeout"),
        ("parkCall", "invalidParkToDeviceID"),
        ("makeCall", "link"),
    ],
)
def test_what_may_be_otherwise_the_next_time_is_not_remembered(operation: str, code: str) -> None:
    offers = Offers()
    assert not offers.refused("100", operation, code)
    assert offers.features("100") == Features()


# --- several ways


@pytest.mark.parametrize(
    ("what", "straight", "steps"),
    [
        ("consult", "consultationCall", ("holdCall", "makeCall")),
        ("swap", "alternateCall", ("holdCall", "retrieveCall")),
        ("reconnect", "reconnectCall", ("retrieveCall",)),
        ("callback", "callBack", ("callBackNonCallRelated",)),
    ],
)
def test_what_can_be_done_in_steps_is_offered_until_a_step_is_missing_too(
    what: Any, straight: str, steps: tuple[str, ...]
) -> None:
    for step in steps:
        offers = Offers()
        offers.learn_device("100", Saying(straight))
        assert what not in offers.features("100").refused
        offers.refused("100", step, "serviceNotSupported")
        assert offers.features("100").refused[what] == NOT_BY_PHONE, "the straight way's reason"
        offers = Offers()
        offers.refused("100", step, "serviceNotSupported")
        assert what not in offers.features("100").refused


def test_a_transfer_to_a_target_and_one_of_two_calls_are_told_apart() -> None:
    offers = Offers()
    offers.learn_switch(Saying("transferCall"))
    assert offers.features("100") == Features({"transfer": NOT_BY_SWITCH})
    offers.learn_switch(Saying("singleStepTransfer"))
    assert offers.features("100") == Features({"transfer": NOT_BY_SWITCH}, NOT_BY_SWITCH)


def test_a_target_for_rejected_calls_is_a_second_way_to_reject() -> None:
    for chosen, refused in ((False, {"reject"}), (True, set())):
        offers = Offers(reject_by_deflecting=chosen)
        offers.learn_switch(Saying("clearConnection"))
        assert set(offers.features("100").refused) == refused


def test_to_hang_up_is_never_withheld() -> None:
    offers = Offers()
    offers.learn_switch(Saying(*SERVICES))
    assert set(offers.features("100").refused) == set(get_args(Action)) - {"hangup"}
    assert offers.reason("dial", "100") is None


# --- forgetting


def test_another_telephone_begins_anew() -> None:
    offers = Offers()
    offers.learn_switch(Saying("parkCall"))
    offers.learn_device("100", Saying("holdCall"))
    offers.refused("100", "answerCall", "requestIncompatibleWithObject")
    offers.refused("101", "answerCall", "requestIncompatibleWithObject")
    offers.forget_device("100")
    offers.forget_device("103")
    assert set(offers.features("100").refused) == {"park"}
    assert set(offers.features("101").refused) == {"park", "answer"}


def test_another_switch_begins_anew() -> None:
    offers = Offers()
    offers.learn_switch(Saying("parkCall"))
    offers.learn_device("100", Saying("holdCall"))
    offers.refused("100", "answerCall", "requestIncompatibleWithObject")
    assert len(offers.features("100").refused) == 3
    offers.forget()
    assert offers.features("100") == Features()


# --- two calls


class Joining(Saying):
    """A switch or a device that says of which two calls it makes one."""

    def __init__(self, *setups: int) -> None:
        super().__init__()
        self.trans_and_conf_setup = BitSet(setups, 5)


def test_who_joins_consultations_only_is_offered_no_other_pair() -> None:
    offers = Offers()
    offers.learn_switch(Joining(0, 1, 2))
    assert offers.features("100") == Features()
    offers.learn_device("100", Joining(0, 2))
    for action in ("transfer", "conference"):
        why = offers.features("100").why_not_joined
        assert why(action, frozenset({"unrelated", "ringing"})) == CONSULTATIONS_ONLY
        assert why(action, frozenset({"unheard"})) is None, "it may be a consultation"
    assert offers.features("101") == Features()
    offers.forget_device("100")
    offers.learn_switch(Joining())
    assert offers.features("100") == Features(), "no bit at all says nothing"


def test_a_pair_that_was_refused_is_not_offered_in_the_same_situation() -> None:
    offers = Offers()
    assert offers.not_joined("100", "transfer", frozenset({"ringing"}))
    features = offers.features("100")
    assert features.why_not_joined("transfer", frozenset({"ringing", "unrelated"})) == NOT_WHILE_RINGING
    assert features.why_not_joined("transfer", frozenset({"unrelated"})) is None
    assert features.why_not_joined("conference", frozenset({"ringing"})) is None
    assert offers.features("101") == Features()
    offers.forget()
    assert offers.features("100") == Features()


def test_what_the_switch_says_of_pairs_is_not_doubted_for_a_refusal() -> None:
    offers = Offers()
    offers.learn_switch(Joining(0, 1))
    assert not offers.not_joined("100", "conference", frozenset({"unrelated"}))
    assert offers.features("100") == Features()
