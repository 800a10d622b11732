"""Each trouble has a code for programs and its own sentence that a person can act on."""

from __future__ import annotations

import errno
import re
import socket
import ssl
import string
import sys

import pytest

from desktop.csta.apdus import AUTHENTICATION_FAILURE, REJECTED_PERMANENT, REJECTED_TRANSIENT, AssociateResponse
from desktop.csta.errors import CstaError, DecodeError, FramingError, RemoteViolation
from desktop.csta.failures import Failure, OperationError, SubscribedResourceError, SystemResourceError
from desktop.link import troubles
from desktop.link.troubles import LinkTrouble
from desktop.sentences import Sentence


def verification() -> ssl.SSLCertVerificationError:
    """What a certificate of nobody we know ends in."""
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "unable to get local issuer certificate"
    return error


REFUSED = f"[Errno {errno.ECONNREFUSED}] Connect call failed"
UNREACHABLE = f"[Errno {errno.ENETUNREACH}] Connect call failed"

CONNECTING: list[tuple[Exception, bool, str, bool]] = [
    (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), False, "hostUnknown", False),
    (UnicodeError("label empty or too long"), False, "hostUnknown", False),
    (verification(), True, "certificate", True),
    (ssl.SSLError(1, "wrong version number"), True, "noTls", True),
    (ConnectionResetError(errno.ECONNRESET, "reset"), True, "noTls", True),
    (ConnectionAbortedError("SSL handshake is taking longer than 5.0 seconds"), True, "noTls", True),
    (ConnectionResetError(errno.ECONNRESET, "reset"), False, "unreachable", False),
    (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), False, "portClosed", False),
    (
        OSError(f"Multiple exceptions: {REFUSED} ('::1', 8800), {REFUSED} ('127.0.0.1', 8800)"),
        False,
        "portClosed",
        False,
    ),
    (OSError(f"Multiple exceptions: {REFUSED}, {UNREACHABLE}"), False, "unreachable", False),
    (TimeoutError(), False, "noAnswer", False),
    (OSError(errno.EHOSTUNREACH, "No route to host"), False, "unreachable", False),
    (OSError("something else"), False, "unreachable", False),
]


@pytest.mark.parametrize(("error", "tls", "code", "patient"), CONNECTING)
def test_connecting(error: Exception, tls: bool, code: str, patient: bool) -> None:
    trouble = troubles.of_connecting(error, "pbx", 8800, tls=tls)
    assert (trouble.code, trouble.patient) == (code, patient)
    assert "pbx" in str(trouble)
    assert str(trouble) == str(trouble.sentence)


def test_the_reason_stands_in_the_sentence() -> None:
    said = str(troubles.of_connecting(OSError(errno.EHOSTUNREACH, "x"), "pbx", 8800))
    assert re.fullmatch(r"pbx cannot be reached \([^()]{10,}[^.]\): check the network\.", said)
    assert "nknown" not in said
    if sys.platform == "linux":
        assert "(No route to host)" in said
    assert "unable to get local issuer" in str(troubles.of_connecting(verification(), "pbx", 8800, tls=True))
    assert "8800" in str(troubles.of_connecting(ConnectionRefusedError(errno.ECONNREFUSED, "x"), "pbx", 8800))


def test_the_file_of_the_certificate_authority() -> None:
    missing = troubles.of_certificates(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    assert (missing.code, missing.patient) == ("caFile", True)
    assert "No such file" in str(missing)
    assert troubles.of_certificates(ssl.SSLError()).code == "caFile"


@pytest.mark.parametrize(
    ("result", "diagnostic", "code", "patient"),
    [
        (REJECTED_PERMANENT, AUTHENTICATION_FAILURE, "wrongPassword", True),
        (REJECTED_TRANSIENT, AUTHENTICATION_FAILURE, "wrongPassword", True),
        (REJECTED_TRANSIENT, 0, "noFreeLink", False),
        (REJECTED_PERMANENT, 0, "loginRejected", True),
        (REJECTED_PERMANENT, 11, "loginRejected", True),
    ],
)
def test_a_rejected_log_in(result: int, diagnostic: int, code: str, patient: bool) -> None:
    trouble = troubles.of_response(AssociateResponse(result, diagnostic=diagnostic))
    assert (trouble.code, trouble.patient) == (code, patient)
    assert code != "loginRejected" or str(diagnostic) in str(trouble)


def test_a_wrong_password_and_no_free_link_are_not_the_same_sentence() -> None:
    wrong = troubles.of_response(AssociateResponse(REJECTED_PERMANENT, diagnostic=AUTHENTICATION_FAILURE))
    full = troubles.of_response(AssociateResponse(REJECTED_TRANSIENT))
    assert "password" in str(wrong)
    assert "free CSTA link" in str(full)
    assert "link multiplexer" in str(full), "it says what can be done"


@pytest.mark.parametrize(
    ("error", "associated", "code", "patient"),
    [
        (FramingError(Sentence("This is not a CSTA port.")), False, "notCsta", True),
        (FramingError(Sentence("The frame is damaged.")), True, "damaged", False),
        (DecodeError(Sentence("This cannot be read.")), False, "damaged", False),
        (RemoteViolation(Sentence("Out of turn.")), True, "damaged", False),
    ],
)
def test_what_was_wrong_with_the_octets(error: CstaError, associated: bool, code: str, patient: bool) -> None:
    trouble = troubles.of_stream(error, associated=associated)
    assert (trouble.code, trouble.patient, trouble.sentence) == (code, patient, error.sentence)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (Failure.operation(OperationError.invalidDeviceID), "stationUnknown"),
        (Failure.operation(OperationError.objectNotKnown), "stationUnknown"),
        (Failure.operation(OperationError.invalidMonitorObject), "stationUnknown"),
        (Failure.operation(OperationError.invalidMonitorObjectType), "stationUnknown"),
        (Failure.subscribed_resource(SubscribedResourceError.objectMonitorLimitExceeded), "notLicensed"),
        (Failure.system_resource(SystemResourceError.overallMonitorLimitExceeded), "monitorLimit"),
        (Failure.operation(OperationError.privilegeViolationSpecifiedDevice), "stationRefused"),
        (Failure("unspecified", None), "stationRefused"),
    ],
)
def test_a_station_that_cannot_be_monitored(failure: Failure, code: str) -> None:
    trouble = troubles.of_monitor(failure, "100")
    assert (trouble.code, trouble.patient) == (code, True), "none of these mends itself in a second"
    if code != "monitorLimit":
        assert "100" in str(trouble)
    if code == "stationRefused":
        assert str(failure.sentence) in str(trouble)


OTHERS = [
    (troubles.closed_at_login(), "closedAtLogin"),
    (troubles.no_login_answer("pbx", 8800), "notCsta"),
    (troubles.starting(), "systemStarting"),
    (troubles.disabled(), "systemDisabled"),
    (troubles.closed(), "closed"),
    (troubles.closed(midway=True), "cutOff"),
    (troubles.aborted(), "aborted"),
    (troubles.silent(65.4), "silent"),
    (troubles.broken(ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")), "broken"),
    (troubles.broken(OSError("odd")), "broken"),
]


@pytest.mark.parametrize(("trouble", "code"), OTHERS)
def test_how_a_link_ends(trouble: LinkTrouble, code: str) -> None:
    assert trouble.code == code
    assert not trouble.patient, "these are worth another try soon"


def test_facts_stand_in_the_sentences() -> None:
    assert "65 s" in str(troubles.silent(65.4))
    assert "Connection reset by peer" in str(troubles.broken(ConnectionResetError(104, "Connection reset by peer")))
    assert "OSError" in str(troubles.broken(OSError("odd")))
    assert "8800" in str(troubles.no_login_answer("pbx", 8800))


def test_every_sentence_is_whole_and_different() -> None:
    found = [troubles.of_connecting(error, "pbx", 8800, tls=tls).sentence for error, tls, _, _ in CONNECTING]
    found += [trouble.sentence for trouble, _ in OTHERS]
    for sentence in found:
        places = {name for _, name, _, _ in string.Formatter().parse(sentence.msgid) if name}
        assert places <= set(sentence.facts)
        assert str(sentence).endswith(".")
    by_msgid = {sentence.msgid for sentence in found}
    codes = {code for _, _, code, _ in CONNECTING} | {code for _, code in OTHERS}
    assert len(by_msgid) == len(codes)
