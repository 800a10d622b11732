"""A message as a tree and as JSON: nothing hidden, nothing lost, nothing secret, and no octets that it cannot show."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta import apdus, explain
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import DecodeError
from desktop.csta.explain import Item, event_value, text, value
from desktop.csta.operations import OPERATIONS
from desktop.csta.schema import Schema, parse, shipped
from desktop.sentences import Sentence
from tests.support.strategies import sample

DELIVERED = "Event Delivered at 100 (ringing) from 257"


def below(item: Item, *labels: str) -> Item:
    for label in labels:
        found = [child for child in item.children if child.label == label]
        assert found, f"{label} is not in {[child.label for child in item.children]}"
        item = found[0]
    return item


def invoke(schema: Schema, opcode: int, type_name: str, plain: object) -> bytes:
    return apdus.encode(schema, apdus.Invoke(5, opcode, schema.encode(type_name, plain)), HIPATH)


# for people


def test_a_delivered_event_as_text(pdus: dict[str, bytes]) -> None:
    lines = text(explain.explain(pdus[DELIVERED])).splitlines()
    columns = [(line[:5].strip(), " ".join(line[7:77].split()), line[77:].strip()) for line in lines]
    assert columns[:8] == [
        ("0", "invoke [1] Invoke", "a1 5a"),
        ("2", "invokeId.present [UNIVERSAL 2] INTEGER = 5", "02 01 05"),
        ("5", "opcode.local [UNIVERSAL 2] INTEGER = cSTAEventReport (21)", "02 01 15"),
        ("8", "argument [UNIVERSAL 16] CSTAEventReportArgument", "30 52"),
        ("10", "crossRefIdentifier [APPLICATION 21] MonitorCrossRefID = 0011", "55 02 00 11"),
        ("14", "eventSpecificInfo.callControlEvents [0] CallControlEvents", "a0 4c"),
        ("16", "delivered [4] DeliveredEvent", "a4 4a"),
        ("18", "connection [APPLICATION 11] ConnectionID", "6b 0f"),
    ]
    shown = [words for _, words, _ in columns]
    assert "deviceIdentifier.dialingNumber [0] NumberDigits = 257" in shown
    assert "cause [UNIVERSAL 10] EventCause = newCall (22)" in shown
    whole = "\n".join(lines)
    assert "localConnectionInfo [APPLICATION 14] LocalConnectionState = alerting (2)" in whole
    assert "timestamp [UNIVERSAL 24] GeneralizedTime = 2013-06-04T10:11:12" in whole
    assert "!!" not in whole


def test_every_octet_is_shown_once(pdus: dict[str, bytes]) -> None:
    def octets(item: Item) -> str:
        inside = "".join(octets(child) for child in item.children)
        return inside if not item.tag else item.hex.replace(" ", "") + inside

    for name, apdu in pdus.items():
        assert octets(explain.explain(apdu, mask_secrets=False)) == apdu.hex(), name


def test_long_values_go_on_in_the_next_line(pdus: dict[str, bytes]) -> None:
    lines = text(explain.explain(pdus["AARE accepted (real stamp)"])).splitlines()
    (at,) = [number for number, line in enumerate(lines) if "HE645P.00.023:60" in line]
    assert lines[at + 1].strip() == "36 30"


def test_a_refusal_has_its_names(pdus: dict[str, bytes]) -> None:
    item = explain.explain(pdus["MonitorStart error objectMonitorLimitExceeded"])
    shown = text(item)
    assert "errorCode.local [UNIVERSAL 2] INTEGER = universalFailure (1)" in shown
    assert "objectMonitorLimitExceeded (2)" in shown
    assert value(item) == {
        "error": {
            "invokeId": {"present": 1},
            "errorCode": {"local": 1},
            "parameter": {"subscribedResourceAvailability": "objectMonitorLimitExceeded"},
        }
    }


def test_a_reject_has_its_name(pdus: dict[str, bytes]) -> None:
    shown = text(explain.explain(pdus["ROSE reject, invoke problem unrecognizedOperation"]))
    assert "problem.invoke [1] INTEGER = unrecognizedOperation (1)" in shown


def test_the_result_of_an_operation_is_read_by_its_code(pdus: dict[str, bytes]) -> None:
    tree = value(explain.explain(pdus["SnapshotDevice result, one connected call"]))
    (entry,) = tree["result"]["result"]["value"]["crossRefIDorSnapshotData"]["snapshotData"]
    assert entry["localCallState"] == {"compoundCallState": ["connected", "connected"]}
    assert entry["connectionIdentifier"]["both"]["callID"] == "b164"


def test_a_filter_names_the_events_that_it_suppresses(pdus: dict[str, bytes]) -> None:
    """A client that hears ServiceInitiated, ConnectionCleared and CallCleared only: all other bits are set."""
    tree = value(explain.explain(pdus["MonitorStart ext 100, ServiceInitiated+ConnectionCleared(+CallCleared) only"]))
    suppressed = tree["invoke"]["argument"]["requestedMonitorFilter"]["callControl"]
    assert set(suppressed) & {"serviceInitiated", "connectionCleared", "callCleared"} == set()
    assert {"delivered", "established", "transferred"} <= set(suppressed)


# for programs


def test_value_follows_the_rules_of_the_command_line(pdus: dict[str, bytes]) -> None:
    name, members = event_value(pdus[DELIVERED])
    assert name == "delivered"
    assert members == {
        "connection": {
            "both": {"callID": "b164", "deviceID": {"staticID": {"deviceIdentifier": {"dialingNumber": "100"}}}}
        },
        "alertingDevice": {"deviceIdentifier": {"deviceIdentifier": {"dialingNumber": "100"}}},
        "callingDevice": {"deviceIdentifier": {"deviceIdentifier": {"dialingNumber": "257"}}},
        "calledDevice": {"deviceIdentifier": {"deviceIdentifier": {"dialingNumber": "100"}}},
        "lastRedirectionDevice": {"notKnown": None},
        "localConnectionInfo": "alerting",
        "cause": "newCall",
        "extensions": {"security": {"timestamp": "2013-06-04T10:11:12"}},
    }


def test_values_without_a_name_are_numbered(schema: Schema) -> None:
    plain = {
        "crossRefIdentifier": b"\x01",
        "eventSpecificInfo": (
            "callControlEvents",
            (
                "callCleared",
                {"clearedCall": ("callID", b"\xb1\x64"), "cause": 200, "callCharacteristics": (b"\x80\x04", 14)},
            ),
        ),
    }
    assert event_value(invoke(schema, 21, "CSTAEventReportArgument", plain)) == (
        "callCleared",
        {"clearedCall": {"callID": "b164"}, "cause": "value-200", "callCharacteristics": ["acdCall", "value-13"]},
    )


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_any_message_is_json_without_damage(schema: Schema, row) -> None:  # type: ignore[no-untyped-def]
    for seed in range(30):
        octets = invoke(schema, row.code, row.argument_type, sample(Random(seed), row.argument_type))
        tree = explain.explain(octets)
        assert "damage" not in json.dumps(value(tree))
        assert "!!" not in text(tree)


def test_the_quick_way_to_an_event_and_the_tree_agree(schema: Schema) -> None:
    for seed in range(150):
        octets = invoke(schema, 21, "CSTAEventReportArgument", sample(Random(seed), "CSTAEventReportArgument"))
        for mask in (True, False):
            tree = explain.explain(octets, mask_secrets=mask)
            assert event_value(octets, mask_secrets=mask) == explain._event_of(tree, octets)


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        ("a111020105020115300955020011a003bf2100", ("value-33", {"octets": "bf2100"})),
        ("a10e0201050201153006550200 11a900", ("value-9", {"octets": "a900"})),
        ("a1130201050201 15300b55020011a005a303 0a0102", ("connectionCleared", {"cause": "alternate"})),
    ],
)
def test_events_that_are_not_known_or_not_whole(octets: str, expected: object) -> None:
    assert event_value(bytes.fromhex(octets.replace(" ", ""))) == expected


def test_a_damaged_event_is_shown_as_far_as_it_goes(pdus: dict[str, bytes]) -> None:
    name, members = event_value(pdus[DELIVERED][:60])
    assert name == "delivered"
    assert members["connection"]["both"]["callID"] == "b164"
    assert "cause" not in members
    assert "damage" in json.dumps(members)


@pytest.mark.parametrize(
    "name", ["MakeCall result", "AARQ AMHOST/77777", "ROSE reject, general problem unrecognizedPDU"]
)
def test_what_is_no_event_report_is_an_error(pdus: dict[str, bytes], name: str) -> None:
    with pytest.raises(DecodeError, match="not an event report"):
        event_value(pdus[name])


# damage and the unknown


def test_a_message_that_is_cut_short_is_shown_up_to_the_cut(pdus: dict[str, bytes]) -> None:
    apdu = pdus["MakeCall 100 -> 101"]
    for length in range(len(apdu)):
        tree = explain.explain(apdu[:length])
        shown = text(tree, lambda sentence: f"<{sentence}>")
        assert "!! <" in shown
        assert json.dumps(value(tree))
    tree = explain.explain(apdu[:-2])
    called = below(tree, "invoke", "argument", "calledDirectoryNumber", "deviceIdentifier", "dialingNumber")
    assert (called.text, called.offset) == ("1", 19)
    assert "octet 19" in str(called.fault)


def _faults(item: Item) -> list[tuple[str, str]]:
    inside = [found for child in item.children for found in _faults(child)]
    return ([(item.label, str(item.fault))] if item.fault is not None else []) + inside


def test_a_cut_is_told_once_at_the_innermost_place(pdus: dict[str, bytes]) -> None:
    apdu = pdus["MakeCall 100 -> 101"]
    for length in range(1, len(apdu)):
        tree = explain.explain(apdu[:length])
        (fault,) = _faults(tree)
        assert json.dumps(value(tree)).count("Damaged message at octet ") == 1
        assert text(tree).count("!! ") == 1
    assert fault[0] == "dialingNumber"
    between = explain.explain(apdu[:17])  # behind a whole member
    assert [label for label, _ in _faults(between)] == ["argument"]


@pytest.mark.parametrize(
    ("octets", "places"),
    [
        ("a120 020105 02010a 3010 8006", [10]),  # three, one in the other
        ("a108 020105 02010a 3006", [8]),  # in a sound one
        ("a120 020105 02010a 3002 8006", [0, 10]),  # a sound one is between them
        ("a120 020105 02010a 3004 3006 3100 0500", [0, 10]),  # at another place
        ("a120 020105 02010a 0500 3002 3005", [0, 8, 12]),  # and not the tag that should be there
        ("a120 020105 02010a 0220 07", [8]),  # in the same element
        ("a30e 020101 020101 a020 0a", [10]),  # a header that is cut short, inside a tag
        ("a11d 020105 02020134 3020 3005 8003313030 7e20 a120 30", [22]),  # in a list
        ("a120 020105 02010a 3020 bf7f20 30", [13]),  # in what is not known
    ],
)
def test_other_damage_than_the_cut_is_told_as_well(octets: str, places: list[int]) -> None:
    tree = explain.explain(bytes.fromhex(octets), mask_secrets=False)
    assert [int(sentence.partition(":")[0].rpartition(" ")[2]) for _, sentence in _faults(tree)] == places


def test_a_header_that_cannot_be_read_is_damage_with_its_octets() -> None:
    tree = explain.explain(bytes.fromhex("a1080201050201153080"))
    damage = below(tree, "invoke", "damage")
    assert (damage.kind, damage.offset, damage.hex) == (explain.DAMAGE, 8, "30 80")
    assert "indefinite" in str(damage.fault)
    members = value(tree)["invoke"]
    assert members["opcode"] == {"local": 21}
    assert members["damage"] == {"text": str(damage.fault), "octets": "3080"}


def test_damage_in_a_list_and_inside_tags(schema: Schema) -> None:
    transferred = explain.explain(bytes.fromhex("a1120201050201 15300a55020011a004b102a13f".replace(" ", "")))
    assert "damage" in json.dumps(value(transferred))
    wrapped = explain.explain(bytes.fromhex("a30a020101020101a0020a7f"))
    assert "!!" in text(wrapped)
    number = explain.explain(bytes.fromhex("a30a020101020101a0020a00"))
    assert "an empty number" in value(number)["error"]["damage"]["text"]
    empty = explain.explain(bytes.fromhex("a308020101020101a000"))
    assert value(below(empty, "error", "parameter"))["operation"] is None
    listed = explain.explain(bytes.fromhex("a20d0201013008020201353003300130"))
    assert "!!" in text(listed)


@pytest.mark.parametrize(
    ("octets", "member", "words"),
    [
        ("a10b02010502010a3003300280", "argument", "cut short"),
        ("a10d020105020102300 56b033001 80".replace(" ", ""), "argument", "damage"),
    ],
)
def test_damage_deep_inside(octets: str, member: str, words: str) -> None:
    tree = explain.explain(bytes.fromhex(octets))
    assert words in text(tree) or words in json.dumps(value(tree))
    assert below(tree, "invoke", member)


def test_octets_after_the_end_are_shown(pdus: dict[str, bytes]) -> None:
    tree = explain.explain(pdus["ABRT"] + b"\x01\x02")
    assert value(tree)["damage"]["octets"] == "0102"
    assert "2 octets after the end of the message" in text(tree)
    assert "abrt" in text(tree)


def test_nothing_at_all() -> None:
    tree = explain.explain(b"")
    assert tree.kind == explain.DAMAGE
    assert value(tree)["octets"] == ""


def test_a_member_that_the_schema_does_not_know_is_shown_by_its_tags(schema: Schema) -> None:
    argument = "3012" + "30058003313030" + "c9020708" + "30058003313031"
    tree = explain.explain(bytes.fromhex("a11a02010302010a" + argument), mask_secrets=False)
    shown = text(tree)
    assert "[PRIVATE 9] [PRIVATE 9] = 0708" in shown
    assert value(tree)["invoke"]["argument"]["[PRIVATE 9]"] == "c9020708"
    assert below(tree, "invoke", "argument", "calledDirectoryNumber")


def test_an_operation_that_is_not_known_is_shown_by_its_tags() -> None:
    inner = "0c0568656c6c6f" + "0101ff" + "020107" + "0500" + "06022b0c" + "0a0103" + "0200"
    argument = f"30{len(inner) // 2:02x}{inner}"
    content = "020105" + "020200fa" + argument
    tree = explain.explain(bytes.fromhex(f"a1{len(content) // 2:02x}{content}"))
    children = below(tree, "invoke", "argument").children
    assert [child.text for child in children] == ['68656c6c6f "hello"', "True", "7", "", "1.3.12", "3", ""]
    assert value(tree)["invoke"]["argument"] == argument
    assert "opcode.local [UNIVERSAL 2] INTEGER = 250" in text(tree)


def test_private_data_is_open(schema: Schema) -> None:
    plain = {
        "device": {"deviceIdentifier": ("dialingNumber", "100")},
        "extensions": {"privateData": [b"\xe1\x02\x05\x00"]},
    }
    tree = explain.explain(invoke(schema, 308, "DeviceArgument", plain))
    assert value(tree)["invoke"]["argument"]["extensions"]["privateData"] == ["e1020500"]
    private = below(tree, "invoke", "argument", "extensions", "privateData", "#1")
    assert [child.tag for child in private.children] == ["[UNIVERSAL 5]"]


def test_an_alternative_that_is_not_known_is_numbered() -> None:
    tree = explain.explain(bytes.fromhex("a10f02010302010a30073005" + "8903313030"), mask_secrets=False)
    number = value(tree)["invoke"]["argument"]["callingDevice"]["deviceIdentifier"]
    assert number == {"value-9": "8903313030"}
    assert value(explain.explain(bytes.fromhex("0500"))) == {"value-5": "0500"}


def test_another_element_in_a_list_or_inside_a_tag_is_named() -> None:
    private = explain.explain(bytes.fromhex("a30b020101020101a003020107"))
    assert "[UNIVERSAL 2] where OperationError was expected" in text(private)
    more = explain.explain(bytes.fromhex("a30d020101020101a0050a010c0500"))
    parameter = below(more, "error", "parameter", "operation")
    assert [child.label for child in parameter.children] == ["", "[UNIVERSAL 5]"]
    assert value(below(more, "error", "parameter")) == {"operation": "invalidDeviceID"}


def test_a_number_that_is_none_is_damage_at_its_place() -> None:
    tree = explain.explain(bytes.fromhex("a1050200020115"))
    assert "!! Damaged message at octet 4: an empty number." in text(tree)
    assert value(tree)["invoke"]["opcode"] == {"local": 21}
    assert "an empty number" in value(tree)["invoke"]["damage"]["text"]


def test_depth_is_bounded() -> None:
    octets = b"\x05\x00"
    for _ in range(2000):
        size = len(octets)
        octets = b"\x30\x82" + size.to_bytes(2, "big") + octets
    whole = b"\xa1\x82" + (len(octets) + 7).to_bytes(2, "big") + bytes.fromhex("020105020200fa") + octets
    assert text(explain.explain(whole))
    assert json.dumps(value(explain.explain(whole)))


def test_a_type_that_is_deeper_than_allowed_is_shown_by_its_tags() -> None:
    types = "".join(f"T{depth} ::= SEQUENCE {{ next T{depth + 1} }}\n" for depth in range(45))
    schema = Schema(
        parse({"deep": f"Deep DEFINITIONS IMPLICIT TAGS ::= BEGIN\nApdu ::= T0\n{types}T45 ::= INTEGER\nEND"})
    )
    octets = b"\x02\x01\x07"
    for _ in range(45):
        octets = b"\x30" + (bytes((len(octets),)) if len(octets) < 128 else b"\x81" + bytes((len(octets),))) + octets
    tree = explain.explain(octets, schema=schema)
    kinds = set()
    while tree.children:
        kinds.add(tree.kind)
        tree = tree.children[0]
    kinds.add(tree.kind)
    assert kinds == {"SEQUENCE", "ANY"}


@given(st.binary(max_size=120))
def test_any_octets_can_be_shown(octets: bytes) -> None:
    tree = explain.explain(octets)
    assert text(tree)
    assert json.dumps(value(tree))


# secrets


def hidden(schema: Schema, octets: bytes, secret: str) -> None:
    """Nowhere in text, octets, JSON or representation; and there where it is asked for."""
    tree = explain.explain(octets)
    everything = text(tree) + json.dumps(value(tree)) + repr(tree)
    as_hex = secret.encode().hex()
    assert secret not in everything
    assert as_hex not in "".join(everything.split())
    assert explain.MASK in everything
    assert as_hex in "".join(text(explain.explain(octets, mask_secrets=False)).split())


CONNECTION = ("both", {"callID": b"\xb1\x64", "deviceID": ("staticID", {"deviceIdentifier": ("dialingNumber", "100")})})


def test_passwords_are_hidden(schema: Schema, pdus: dict[str, bytes]) -> None:
    hidden(schema, pdus["AARQ AMHOST/77777"], "77777")
    assert "AMHOST" in text(explain.explain(pdus["AARQ AMHOST/77777"]))


def test_tones_are_hidden(schema: Schema) -> None:
    tones = {"connectionToSendDigits": CONNECTION, "charactersToSend": "47110815"}
    hidden(schema, invoke(schema, 232, "GenerateDigitsArgument", tones), "47110815")
    event = {
        "crossRefIdentifier": b"\x01",
        "eventSpecificInfo": (
            "callAssociatedEvents",
            ("digitsGeneratedEvent", {"connection": CONNECTION, "digitGeneratedList": "47110815"}),
        ),
    }
    octets = invoke(schema, 21, "CSTAEventReportArgument", event)
    hidden(schema, octets, "47110815")
    assert event_value(octets)[1]["digitGeneratedList"] == explain.MASK
    assert event_value(octets, mask_secrets=False)[1]["digitGeneratedList"] == "47110815"


@pytest.mark.parametrize(
    "number",
    [
        ("dialingNumber", "0891234567,47110815"),
        ("implicitPublic", "0891234567,47110815"),
        ("explicitPublic", ("national", "0891234567,47110815")),
        ("explicitPrivate", ("localNumber", "0891234567,47110815")),
    ],
)
def test_what_follows_a_comma_in_a_number_is_hidden(schema: Schema, number: tuple[str, object]) -> None:
    made = {
        "callingDevice": {"deviceIdentifier": ("dialingNumber", "100")},
        "calledDirectoryNumber": {"deviceIdentifier": number},
    }
    octets = invoke(schema, 10, "MakeCallArgument", made)
    hidden(schema, octets, "47110815")
    assert "0891234567,****" in text(explain.explain(octets))


def test_authorisation_codes_are_hidden(schema: Schema) -> None:
    device = {"deviceIdentifier": ("dialingNumber", "100")}
    made = {"callingDevice": device, "calledDirectoryNumber": device, "authCode": b"47110815"}
    octets = invoke(schema, 10, "MakeCallArgument", made)
    hidden(schema, octets, "47110815")


def test_passwords_of_agents_are_hidden(schema: Schema) -> None:
    device = {"deviceIdentifier": ("dialingNumber", "100")}
    asked = {"device": device, "requestedAgentState": 0, "agentID": b"47", "password": b"47110815"}
    hidden(schema, invoke(schema, 312, "SetAgentStateArgument", asked), "47110815")
    for name in ("agentLoggedOn", "agentLoggedOff"):
        told = {"agentDevice": ("deviceIdentifier", device), "agentPassword": b"47110815"}
        event = {"crossRefIdentifier": b"\x01", "eventSpecificInfo": ("logicalDeviceFeatureEvents", (name, told))}
        hidden(schema, invoke(schema, 21, "CSTAEventReportArgument", event), "47110815")


def everywhere(item: Item) -> str:
    return "".join((text(item) + json.dumps(value(item)) + repr(item)).split())


def test_damage_does_not_uncover_a_secret(schema: Schema) -> None:
    tones = {"connectionToSendDigits": CONNECTION, "charactersToSend": "47110815"}
    octets = invoke(schema, 232, "GenerateDigitsArgument", tones)
    at = octets.index(b"47110815") - 2
    for tag in (0x17, 0xC7, 0xE7):  # another tag: a member that is not known
        changed = octets[:at] + bytes((tag,)) + octets[at + 1 :]
        shown = explain.explain(changed)
        assert b"47110815".hex() not in everywhere(shown)
    for length in (0x80, 0xFF):  # a length that cannot be read
        changed = octets[: at + 1] + bytes((length,)) + octets[at + 2 :]
        shown = explain.explain(changed)
        assert b"47110815".hex() not in everywhere(shown)
    for cut in range(at, len(octets)):
        shown = explain.explain(octets[:cut])
        assert b"4711".hex() not in everywhere(shown)


PASSWORD = b"K#9xq"


def log_in(pdus: dict[str, bytes]) -> bytes:
    return pdus["AARQ AMHOST/77777"].replace(b"77777", PASSWORD)


def uncovers(octets: bytes) -> bool:
    """Tell whether two neighbouring octets of the password, or three of the line, can be seen anywhere."""
    tree = explain.explain(octets)
    shown = text(tree) + "\n" + json.dumps(value(tree))
    squeezed = "".join(line[77:].replace(" ", "") + "\n" for line in shown.splitlines()) + shown
    pairs = [PASSWORD[at : at + 2] for at in range(len(PASSWORD) - 1)]
    return any(pair.decode() in shown or pair.hex() in squeezed for pair in pairs)


@pytest.mark.slow
def test_no_change_of_one_octet_uncovers_the_password(pdus: dict[str, bytes]) -> None:
    octets = log_in(pdus)
    secret = octets.index(PASSWORD)
    for at in range(len(octets)):
        if secret <= at < secret + len(PASSWORD):
            continue
        for octet in range(256):
            changed = octets[:at] + bytes((octet,)) + octets[at + 1 :]
            assert not uncovers(changed), changed.hex()


@pytest.mark.slow
def test_hardly_any_change_of_two_octets_uncovers_the_password(pdus: dict[str, bytes]) -> None:
    octets, random = log_in(pdus), Random(20)
    secret = octets.index(PASSWORD)
    places = [at for at in range(len(octets)) if not secret <= at < secret + len(PASSWORD)]
    for _ in range(5000):
        changed = bytearray(octets)
        for at in random.sample(places, 2):
            changed[at] = random.randrange(256)
        assert not uncovers(bytes(changed)), changed.hex()


def test_no_cut_and_no_octets_behind_uncover_the_password(pdus: dict[str, bytes]) -> None:
    octets = log_in(pdus)
    for length in range(len(octets)):
        assert not uncovers(octets[:length])
    assert not uncovers(pdus["AARQ AMHOST/77777"] + PASSWORD)


@pytest.mark.parametrize(
    "authentication",
    [
        "ac078005" + PASSWORD.hex(),  # a text
        "ac08810600" + PASSWORD.hex(),  # bits
        "ac09a2078105" + PASSWORD.hex(),  # an EXTERNAL of whole octets
        "ac0ba209a007a0050403" + PASSWORD[:3].hex(),  # a single string
        "ac13a211a00fa00d0401410401420405" + PASSWORD.hex(),  # three strings
        "ac0fa20da00ba009040241070403" + PASSWORD[:3].hex(),  # two, one of them no text that can be printed
        "ac11a20fa00da10b0404414d4f530403" + PASSWORD[:3].hex(),  # as an answer has it
        "be03040141ac078005" + PASSWORD.hex(),  # behind the user information
        "9f377805" + PASSWORD.hex(),  # a tag of more than one octet
    ],
)
def test_other_forms_of_a_log_in_do_not_show_the_password(authentication: str) -> None:
    content = bytes.fromhex("a10706052b0c00815a" + "8a020680" + authentication)
    for first in (b"\x60", b"\x61"):
        assert not uncovers(first + bytes((len(content),)) + content)


def test_the_stamps_of_the_switch_are_shown(pdus: dict[str, bytes]) -> None:
    shown = text(explain.explain(pdus["AARE accepted (real stamp)"]))
    assert '"023.000"' in shown
    assert "accepted (0)" in shown
    assert "1.3.12.0.218" in shown
    assert "****" not in shown


def test_what_is_twice_in_a_type_with_secrets_is_hidden() -> None:
    twice = bytes.fromhex("a12302010102010a301b3005800331323330058003313233810178810867656865696d3737")
    assert b"geheim".hex() not in everywhere(explain.explain(twice))
    shorter = twice.replace(b"\x30\x1b", b"\x30\x11")  # what is left over belongs to the envelope then
    assert b"geheim".hex() not in everywhere(explain.explain(shorter))
    other = twice.replace(b"\x30\x1b", b"\x31\x1b")
    assert b"geheim".hex() not in everywhere(explain.explain(other))


def test_an_event_with_secrets_hides_what_it_repeats(schema: Schema) -> None:
    told = {"connection": CONNECTION, "digitGeneratedList": "4711"}
    event = {
        "crossRefIdentifier": b"\x01",
        "eventSpecificInfo": ("callAssociatedEvents", ("digitsGeneratedEvent", told)),
    }
    octets = invoke(schema, 21, "CSTAEventReportArgument", event)
    at = octets.index(b"4711") - 2
    more = bytearray(octets + octets[at : at + 6] + b"\x9e\x044711")
    for place in (1, 9, 14, 16):
        more[place] += 12
    name, members = event_value(bytes(more))
    assert name == "digitsGeneratedEvent"
    assert len(members) > 2
    assert "4711" not in str(members)
    assert b"4711".hex() not in str(members)


def test_unknown_members_with_the_same_tag_are_all_kept() -> None:
    tree = explain.explain(bytes.fromhex("a209020105c90107c90108"))
    assert value(tree)["result"]["[PRIVATE 9]"] == ["c90107", "c90108"]


def test_what_steers_a_terminal_is_escaped_for_people(schema: Schema) -> None:
    nasty = "1\x1b]0;x\x07\x1b[2J\n7"
    device = {"deviceIdentifier": ("dialingNumber", nasty)}
    tree = explain.explain(invoke(schema, 308, "DeviceArgument", {"device": device}))
    assert all(line.isprintable() for line in text(tree).splitlines())
    assert "= 1\\x1b]0;x\\x07\\x1b[2J\\n7" in text(tree)
    assert value(tree)["invoke"]["argument"]["device"]["deviceIdentifier"]["dialingNumber"] == nasty


def test_faults_are_rendered_in_the_readers_language() -> None:
    tree = explain.explain(b"\xa1\x05\x02")

    def translate(sentence: Sentence) -> str:
        return f"[{sentence.msgid}]"

    assert "!! [Damaged message at octet {at}: {what}.]" in text(tree, translate)
    assert shipped() is not None
