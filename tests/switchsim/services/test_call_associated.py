"""What is added to a call: digits, tones, data; who hears it, and what later events carry."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.call_enumerations import TelephonyTone
from desktop.csta.services.call_associated import AssociateData, GenerateTelephonyTones, SendUserInfo
from desktop.csta.services.snapshots import SnapshotCall
from tests.switchsim.office import Office


def test_correlator_data_go_with_the_call_from_there_on() -> None:
    office = Office()
    office.make_call("100", "101")
    office.ask(AssociateData(existing_call=office.connection("100"), correlator_data=b"order 7"))
    (told,) = office.events("101", "callInformation")
    assert (told.correlator_data, told.connection) == (b"order 7", office.connection("101"))
    office.ok("answer", device="101")
    assert office.events("100", "established")[0].correlator_data == b"order 7"
    assert office.ask(SnapshotCall(snapshot_object=office.connection("100"))).correlator_data == b"order 7"
    office.ok("transfer", device="101", to="102")
    assert office.events("102", "delivered")[0].correlator_data == b"order 7"


def test_they_survive_a_consultation_and_other_data_leave_them_alone() -> None:
    office = Office()
    office.consulting()
    held, active = office.pair("100")
    office.ask(AssociateData(existing_call=held, correlator_data=b"order 7"))
    office.ask(AssociateData(existing_call=held, account_code=b"4711", subject_of_call="Order"))
    office.ok("transfer", device="100")
    (call,) = office.ok("state")["calls"]
    assert call["correlator_data"] == b"order 7".hex()
    assert active.call_id is not None


def test_user_data_go_to_the_others() -> None:
    office = Office()
    office.consulting()
    office.ok("conference", device="100")
    office.forget()
    office.ask(SendUserInfo(existing_call=office.connection("100"), user_data=b"hello"))
    assert [office.told(device) for device in ("100", "101", "102")] == [[], ["callInformation"], ["callInformation"]]
    assert office.events("101", "callInformation")[0].user_data == b"hello"


REFUSED: list[tuple[str, Any, str]] = [
    ("no data", lambda one: AssociateData(existing_call=one),
     "operation atLeastOneConditionalParameterNotProvided"),
    ("long data", lambda one: AssociateData(existing_call=one, correlator_data=bytes(33)),
     "operation correlatorDataOutOfRange"),
    ("long account", lambda one: AssociateData(existing_call=one, account_code=bytes(33)),
     "operation invalidAccountCode"),
    ("no user data", lambda one: SendUserInfo(existing_call=one, user_data=b""), "operation valueOutOfRange"),
    ("long user data", lambda one: SendUserInfo(existing_call=one, user_data=bytes(257)),
     "operation valueOutOfRange"),
    ("no such tone",
     lambda one: GenerateTelephonyTones(connection_to_send_tone=one, tone_to_send=TelephonyTone(999)),
     "operation toneCharacterOutOfRange"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refusals(ask: Any, code: str) -> None:
    office = Office()
    office.talk("100", "101")
    before = office.do("state")
    office.forget()
    assert office.code(office.ask(ask(office.connection("100")))) == code
    assert (office.order, office.do("state")) == (["refusal"], before)


def test_before_the_answer_there_is_nobody_to_hear_it() -> None:
    office = Office()
    office.make_call("100", "101")
    asked = SendUserInfo(existing_call=office.connection("100"), user_data=b"hello")
    assert office.code(office.ask(asked)) == "state invalidConnectionState"
    office.ok("hangup", device="100")
    office.ok("dial", device="100", to="00891111111")
    tone = GenerateTelephonyTones(connection_to_send_tone=office.connection("100"), tone_to_send=TelephonyTone.beep)
    assert office.code(office.ask(tone)) == "state invalidConnectionState"
