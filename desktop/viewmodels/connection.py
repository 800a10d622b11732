"""What the connection dialog asks for, and what is wrong with an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desktop.csta.dialects import BY_NAME, DIALECTS, HIPATH
from desktop.sentences import Sentence

KINDS: tuple[tuple[str, Sentence], ...] = tuple((dialect.name, dialect.title) for dialect in DIALECTS)
"""Kinds of telephone systems: the dialect's name and what it is called; the usual one first."""


@dataclass(frozen=True, slots=True)
class ConnectionForm:
    """The values of the connection dialog, going in and coming out. Texts are without blanks around them."""

    server: str = ""
    """Host name or address, without the port."""
    port: int = 8800
    tls: bool = False
    ca_file: str = ""
    """A PEM file with the certificate authority to trust beside the system's; empty: only the system's."""
    user: str = ""
    password: str | None = field(default="", repr=False)
    """None: keep the stored one (going in: there is one)."""
    station: str = ""
    """The monitored number."""
    controlling: str = ""
    """The device that dials, where it is another one; empty: the station."""
    trunk_code: str = "0"
    country_code: str = "49"
    """Without plus sign or zeros."""
    area_code: str = ""
    """Without the leading zero."""
    dialect: str = HIPATH.name
    """Kind of telephone system: one of :data:`KINDS`, or another name of it."""
    fixed: frozenset[str] = frozenset()
    """Names of those of these values that an administrator's policy decides."""


def kind_of(dialect: str) -> str:
    """Return the name in :data:`KINDS` for a dialect's name."""
    return BY_NAME[dialect].name


def usual_port(dialect: str) -> int:
    """Return the port at which such a telephone system usually listens."""
    return BY_NAME[dialect].port


def port_for(port: str, before: str, after: str) -> str:
    """Return the port to show when another dialect is chosen: a usual one follows, one of the user's own stays."""
    return str(usual_port(after)) if port.strip() in ("", str(usual_port(before))) else port


def check(form: ConnectionForm) -> dict[str, Sentence]:
    """Return what is wrong, by the name of the field; empty when the form can be used."""
    problems: dict[str, Sentence] = {}
    if not form.server:
        problems["server"] = Sentence("Enter the name or the address of the telephone system.")
    elif re.search(r"[\s/@]", form.server):
        problems["server"] = Sentence("Only a name or an address, for example 192.168.1.2 or pbx.example.com.")
    if not 1 <= form.port <= 65535:
        problems["port"] = Sentence(
            "A port is a number from 1 to 65535; the usual one is {port}.", port=usual_port(form.dialect)
        )
    if not form.station:
        problems["station"] = Sentence("Enter the number of your telephone, for example 214.")
    elif not re.fullmatch(r"[0-9*#]+", form.station):
        problems["station"] = Sentence("A number has only digits here, for example 214.")
    if form.controlling and not re.fullmatch(r"[0-9*#]+", form.controlling):
        problems["controlling"] = Sentence("A number has only digits here, for example 214.")
    if not re.fullmatch(r"[0-9*#]*", form.trunk_code):
        problems["trunk_code"] = Sentence("Only the digits that lead to the outside, for example 0.")
    if not re.fullmatch(r"[1-9][0-9]{0,3}", form.country_code):
        problems["country_code"] = Sentence("Only the digits, for example 49 for Germany.")
    if not re.fullmatch(r"([1-9][0-9]*)?", form.area_code):
        problems["area_code"] = Sentence("Without the zero in front, for example 89 for Munich.")
    return problems
