"""The result that most services have."""

from __future__ import annotations

from datetime import datetime

from desktop.csta.schema import Schema
from desktop.csta.services.common import Acknowledged
from desktop.csta.values import Extensions


def test_most_results_say_nothing(schema: Schema) -> None:
    assert Acknowledged().to_asn1() == ("noData", None)
    assert Acknowledged.from_asn1(("noData", None)) == Acknowledged()
    assert schema.encode("Acknowledgement", Acknowledged().to_asn1()) == b"\x05\x00"


def test_a_result_may_carry_the_time(schema: Schema) -> None:
    """As HiPath adds it to everything."""
    octets = bytes.fromhex("7e12" + "a010" + "180e" + "3230313330363034313031313132")
    result = Acknowledged.from_asn1(schema.decode("Acknowledgement", octets))
    assert result == Acknowledged(Extensions(datetime(2013, 6, 4, 10, 11, 12)))
    assert schema.encode("Acknowledgement", result.to_asn1()) == octets


def test_another_form_of_a_newer_switch_is_an_acknowledgement_all_the_same() -> None:
    assert Acknowledged.from_asn1(("value-9", b"\x89\x00")) == Acknowledged()
