"""Mutated messages through an association: one kind of error, the link in order, everything shown.

All 1,000,000 by ``pytest tests/csta/test_fuzz.py --long``; an ordinary run takes a share of the parts. A part goes the
same way again with the seed that pytest's header tells: ``--seed N -k "part12]"``.
"""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from desktop.csta import apdus, explain
from desktop.csta.apdus import AssociateResponse
from desktop.csta.association import Association, Message, NotUnderstood, Reported, Role, State
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import CstaError, DecodeError, FramingError, RemoteViolation
from desktop.csta.framing import frame
from desktop.csta.operations import EVENT_REPORT, OPERATIONS
from desktop.csta.schema import shipped
from desktop.csta.wording import words
from tests.support.chance import Chance
from tests.support.mutations import BLUNT, SHARP, mutant
from tests.support.octets import rows
from tests.support.strategies import sample

MUTANTS = 1_000_000
PART = 10_000
PROTOCOL_ERROR, ABORT = bytes.fromhex("2680086406800100810102"), bytes.fromhex("2680086406800100810101")
RELEASED = bytes.fromhex("2680026300")
ROLES: tuple[Role, ...] = ("computing", "switching")
STATES = (State.IDLE, State.ASSOCIATING, State.READY, State.READY, State.READY, State.READY, State.RELEASING)
"""Where an association is when the mutants begin to come."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        long = metafunc.config.getoption("long")
        parts = range(Chance(0, long).count(MUTANTS // PART))
        metafunc.parametrize("part", parts, ids=[f"part{part}" for part in parts])


@cache
def corpus() -> tuple[bytes, ...]:
    """Sound messages of every kind: what was recorded, and random ones of every operation, result, error and event."""
    random, schema = Random("corpus"), shipped()
    forms: list[apdus.Apdu] = [
        apdus.AssociateRequest(None, None, HIPATH.offered_versions, HIPATH.context_name),
        apdus.AssociateResponse(1, "user", apdus.AUTHENTICATION_FAILURE),
        apdus.ReleaseRequest(0),
        apdus.ReleaseResponse(),
        apdus.Abort(1, 2),
        apdus.Reject(1, "invoke", 3),
        apdus.Reject(None, "general", 0),
        apdus.ReturnResult(1, None, None),
    ]
    for row in OPERATIONS:
        for _ in range(400 if row is EVENT_REPORT else 5):
            argument = schema.encode(row.argument_type, sample(random, row.argument_type))
            forms.append(apdus.Invoke(random.choice([1, 45317]), row.code, argument))
            if row.result_type is not None:
                result = schema.encode(row.result_type, sample(random, row.result_type))
                forms.append(apdus.ReturnResult(1, row.code, result))
    for _ in range(20):
        failure = schema.encode("UniversalFailure", sample(random, "UniversalFailure"))
        forms.append(apdus.ReturnError(1, 1, failure))
    return (*rows().values(), *(apdus.encode(schema, form, HIPATH) for form in forms))


def link(role: Role, state: State) -> Association:
    """One end, in ``state``."""
    ends: dict[Role, Association] = {"computing": Association("computing"), "switching": Association("switching")}
    client, switch = ends["computing"], ends["switching"]
    if state is not State.IDLE:
        client.associate("u", "p")
        switch.receive_data(client.data_to_send())
    if state in (State.READY, State.RELEASING):
        switch.accept(AssociateResponse(0))
        client.receive_data(switch.data_to_send())
    if state is State.RELEASING:
        ends[role].release()
        ends[role].data_to_send()
    assert ends[role].state is state
    return ends[role]


def shown(messages: list[Message]) -> None:
    """Everything that came can be shown."""
    for got in messages:
        repr(got)
        if isinstance(got, NotUnderstood):
            assert isinstance(got.error, DecodeError)
        if isinstance(got, Reported):
            assert str(words(got.report.event))
            explain.event_value(got.octets)


def receive(end: Association, octets: bytes) -> None:
    """Hand octets to an association: messages, or the one error, after which it is closed in order."""
    before = end.state
    try:
        shown(end.receive_data(octets))
        shown(end.receive_data(b""))  # raises what is wrong after sound messages
        end.data_to_send()
    except RemoteViolation as violation:
        closed_in_order(end, before, violation)
        assert end.receive_data(octets) == [], "nothing more is read"


def closed_in_order(end: Association, before: State, violation: RemoteViolation) -> None:
    """After the one error: closed, and the other side is told unless it has ended the association itself."""
    assert str(violation.sentence)
    assert end.closed
    answer = end.data_to_send()
    if before in (State.READY, State.RELEASING):
        assert answer.endswith((PROTOCOL_ERROR, ABORT, RELEASED)), answer.hex()


@pytest.mark.timeout(300)
def test_mutants_raise_nothing_but_the_one_error(part: int, chance: Chance) -> None:
    random, messages = chance.random("association", part), corpus()
    end = link("computing", State.READY)
    for number in range(PART):
        mutated = mutant(random, random.choice(messages), random.choice(messages))
        if end.closed or number % 500 == 0:
            end = link(random.choice(ROLES), random.choice(STATES))
        end._asked[1] = random.choice(OPERATIONS[1:]) if number % 2 else EVENT_REPORT
        try:
            receive(end, frame(mutated, HIPATH))
            if number % 5 == 0:  # takes longer than all the rest
                tree = explain.explain(mutated)
                assert explain.text(tree)
                explain.value(tree)
        except BaseException as error:
            error.add_note(f"mutant {number} of part {part}: {mutated.hex()}")
            raise


@pytest.mark.parametrize("role", ROLES)
def test_mutated_streams(role: Role, chance: Chance) -> None:
    """The same with the frames' headers, several messages at a time, and in pieces."""
    random, messages = chance.random("streams", role), corpus()
    for number in range(chance.count(20_000)):
        end = link(role, random.choice(STATES))
        stream = b"".join(frame(random.choice(messages), HIPATH) for _ in range(random.randint(1, 4)))
        mutated = BLUNT[random.choice(("flip", "change", "cut", "splice", "tail", "noise"))](random, stream, stream)
        try:
            while mutated:
                piece, mutated = mutated[: (size := random.choice((1, 7, 500)))], mutated[size:]
                receive(end, piece)
        except BaseException as error:
            error.add_note(f"stream {number} at {role}: {stream.hex()}")
            raise


FOUND = {
    "a number of 2,000 octets, which Python does not write": b"\xa2\x82\x07\xda\x02\x82\x07\xd0"
    + b"\x6f" * 2000
    + b"\x05\x00",
    "a bit string's count of unused bits where the element ends": bytes.fromhex(
        "a120020300b105020200d730156b0680042381b8280382000202a480056b62355927"
    ),
    "a length of 85 octets, as long as a short one would be": b"\xa1\xd5"
    + bytes.fromhex("0201010201153081cc55")
    + bytes(203),
}
"""What mutants have found once, by what it was."""


@pytest.mark.parametrize("octets", FOUND.values(), ids=FOUND)
@pytest.mark.parametrize("role", ROLES)
def test_what_was_found_once(role: Role, octets: bytes) -> None:
    end = link(role, State.READY)
    receive(end, frame(octets, HIPATH))
    assert end.state is State.READY
    assert explain.text(explain.explain(octets))
    explain.value(explain.explain(octets))


@pytest.mark.parametrize("kind", SHARP)
def test_sharp_mutants_reach_the_schema(kind: str) -> None:
    """Many of them pass the guard; otherwise the tests above would prove nothing of what is behind it."""
    random, messages = Random(kind), corpus()
    passed = 0
    for _ in range(200):
        try:
            apdus.decode(shipped(), mutant(random, random.choice(messages), random.choice(messages), kind))
            passed += 1
        except DecodeError:
            continue
    assert passed > 50


def test_the_error_is_ours() -> None:
    """What ``receive`` takes for right is one class of :mod:`desktop.csta.errors`."""
    assert issubclass(RemoteViolation, CstaError)
    assert issubclass(FramingError, RemoteViolation)
    assert issubclass(DecodeError, RemoteViolation)
