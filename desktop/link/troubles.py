"""What can be wrong with a link: a code for programs, a sentence for people, and whether trying again soon makes
sense.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
import sys

from desktop.csta import apdus
from desktop.csta.apdus import AssociateResponse
from desktop.csta.errors import CstaError, FramingError
from desktop.csta.failures import Failure
from desktop.sentences import Sentence


class LinkTrouble(Exception):
    """Why there is no link, or no more.

    :ivar code: for programs; never changes with the language.
    :ivar sentence: what a person can do about it.
    :ivar patient: trying again in a moment will hardly help (a wrong password does not mend itself).
    """

    def __init__(self, code: str, sentence: Sentence, *, patient: bool = False) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence
        self.patient = patient


_ERROR_NUMBER = re.compile(r"\[(?:Errno|WinError) (\d+)\]")


def _numbers(error: Exception) -> set[int]:
    """The errors of an attempt; asyncio makes one text of many where a name has several addresses."""
    if isinstance(error, OSError) and error.errno is not None:
        return {error.errno}
    return {int(number) for number in _ERROR_NUMBER.findall(str(error))}


def _in_words(number: int) -> str:
    """The system's words for an error; ``strerror`` does not know those of Windows' sockets."""
    if sys.platform == "win32":
        import ctypes

        return ctypes.FormatError(number).strip().rstrip(".")
    return os.strerror(number)


def of_certificates(error: OSError) -> LinkTrouble:
    """The certificate authority's file could not be loaded."""
    detail = error.strerror or type(error).__name__
    return LinkTrouble(
        "caFile",
        Sentence("The file of the certificate authority cannot be used ({detail}): choose another one.", detail=detail),
        patient=True,
    )


def of_connecting(error: Exception, host: str, port: int, *, tls: bool = False) -> LinkTrouble:
    """Say why connecting failed."""
    place = {"host": host, "port": port}
    numbers = _numbers(error)
    if isinstance(error, socket.gaierror | ValueError) and not isinstance(error, ssl.SSLError):
        return LinkTrouble("hostUnknown", Sentence("The name {host} is not known: check the server's name.", **place))
    if isinstance(error, ssl.SSLCertVerificationError):
        return LinkTrouble(
            "certificate",
            Sentence(
                "The certificate of {host} cannot be trusted ({detail}): check the name, or give the file of its "
                "certificate authority.",
                detail=error.verify_message,
                **place,
            ),
            patient=True,
        )
    # a server that takes TLS's first octets for something else hangs up, or waits for more
    if isinstance(error, ssl.SSLError) or (tls and isinstance(error, ConnectionResetError | ConnectionAbortedError)):
        return LinkTrouble(
            "noTls",
            Sentence("{host} does not answer with TLS on port {port}: check the port, or switch TLS off.", **place),
            patient=True,
        )
    if numbers == {errno.ECONNREFUSED}:
        return LinkTrouble(
            "portClosed",
            Sentence(
                "{host} does not accept connections on port {port}: check the port, and whether CSTA is switched on "
                "there.",
                **place,
            ),
        )
    if isinstance(error, TimeoutError):
        return LinkTrouble(
            "noAnswer", Sentence("{host} does not answer on port {port}: check the address and the network.", **place)
        )
    detail = _in_words(min(numbers)) if numbers else type(error).__name__
    return LinkTrouble(
        "unreachable", Sentence("{host} cannot be reached ({detail}): check the network.", detail=detail, **place)
    )


def of_response(response: AssociateResponse) -> LinkTrouble:
    """Say why a log-in was rejected."""
    if response.diagnostic == apdus.AUTHENTICATION_FAILURE:
        return LinkTrouble(
            "wrongPassword", Sentence("The telephone system does not accept this user name and password."), patient=True
        )
    if response.result == apdus.REJECTED_TRANSIENT:
        return LinkTrouble(
            "noFreeLink",
            Sentence(
                "The telephone system has no free CSTA link at the moment. It has four at most: end another "
                "application, or use the "
                "link multiplexer."
            ),
        )
    return LinkTrouble(
        "loginRejected",
        Sentence(
            "The telephone system rejected the log-in (diagnostic {diagnostic}): check user name, password and CSTA "
            "access.",
            diagnostic=response.diagnostic,
        ),
        patient=True,
    )


def of_stream(error: CstaError, *, associated: bool) -> LinkTrouble:
    """Say what was wrong with the octets that came."""
    if isinstance(error, FramingError) and not associated:
        return LinkTrouble("notCsta", error.sentence, patient=True)
    return LinkTrouble("damaged", error.sentence)


def closed_at_login() -> LinkTrouble:
    """The connection was closed before the log-in was answered."""
    return LinkTrouble(
        "closedAtLogin",
        Sentence(
            "The telephone system closed the connection at log-in: no CSTA link is free, or the log-in is not "
            "allowed, or this is not its CSTA port, or it is another kind of telephone system than the one chosen."
        ),
    )


def no_login_answer(host: str, port: int) -> LinkTrouble:
    """Nothing came after the log-in was sent."""
    return LinkTrouble(
        "notCsta",
        Sentence(
            "{host} accepts connections on port {port} but does not answer the log-in: this is probably not its CSTA "
            "port, or another kind of telephone system than the one chosen.",
            host=host,
            port=port,
        ),
    )


def starting() -> LinkTrouble:
    """SystemStatus initializing: the link stands, the switch is not ready yet."""
    return LinkTrouble("systemStarting", Sentence("The telephone system is starting."))


def disabled() -> LinkTrouble:
    """SystemStatus disabled: the link stands, the switch serves nobody."""
    return LinkTrouble("systemDisabled", Sentence("The telephone system has switched its CTI service off for now."))


def closed(*, midway: bool = False) -> LinkTrouble:
    """The other side closed the connection, perhaps in the middle of a message."""
    if midway:
        return LinkTrouble("cutOff", Sentence("The telephone system closed the connection in the middle of a message."))
    return LinkTrouble("closed", Sentence("The telephone system closed the connection."))


def aborted() -> LinkTrouble:
    """The other side ended the association."""
    return LinkTrouble("aborted", Sentence("The telephone system ended the link."))


def silent(seconds: float) -> LinkTrouble:
    """Two probes were not answered."""
    return LinkTrouble(
        "silent", Sentence("The telephone system has not answered for {seconds} s.", seconds=round(seconds))
    )


def broken(error: Exception | None) -> LinkTrouble:
    """The connection broke."""
    detail = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return LinkTrouble("broken", Sentence("The connection to the telephone system broke ({detail}).", detail=detail))


def of_monitor(failure: Failure, device: str) -> LinkTrouble:
    """Say why a station cannot be monitored."""
    if failure.code in ("invalidDeviceID", "objectNotKnown", "invalidMonitorObject", "invalidMonitorObjectType"):
        return LinkTrouble(
            "stationUnknown",
            Sentence(
                "The telephone system does not know station {device}, or does not let it be monitored: check the "
                "number.",
                device=device,
            ),
            patient=True,
        )
    if failure.category == "subscribedResource":
        return LinkTrouble(
            "notLicensed",
            Sentence(
                "Station {device} has no licence for CTI, or is monitored by too many applications already.",
                device=device,
            ),
            patient=True,
        )
    if failure.code == "overallMonitorLimitExceeded":
        return LinkTrouble("monitorLimit", failure.sentence, patient=True)
    return LinkTrouble(
        "stationRefused",
        Sentence("Station {device} cannot be monitored: {reason}", device=device, reason=failure.sentence),
        patient=True,
    )
