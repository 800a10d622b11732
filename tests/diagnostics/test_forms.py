"""The forms of frames: as many as the dialects have, each found where it begins and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.csta.dialects import ALCATEL, DIALECTS, HIPATH, PANASONIC, Dialect
from desktop.csta.framing import frame
from desktop.diagnostics.forms import MORE, Form, Forms, forms_of

STATUS = bytes.fromhex("a10c020101020200d330030a0102")
LONG = bytes.fromhex("a1820134 020105 020115") + b"\x30\x82\x01\x2a" + bytes(298)
OTHER = replace(HIPATH, first_octet=0x5B, length_flag=0x4000, largest_apdu=0x3FFF)


def test_dialects_with_the_same_frames_are_one_form() -> None:
    forms = forms_of(DIALECTS)
    assert forms is forms_of(DIALECTS)
    assert forms.marked == {0x26: Form(0x26, 0x8000, 0x7FFF)}
    assert len(forms.unmarked) == 1
    assert forms.hellos == {b"B": ALCATEL.title, b"P": ALCATEL.title}


def test_longer_greetings_are_looked_for_first() -> None:
    assert list(Forms((replace(ALCATEL, client_hello=b"BOTH"), ALCATEL)).hellos) == [b"BOTH", b"P", b"B"]


@pytest.mark.parametrize("dialect", [*DIALECTS, OTHER])
@pytest.mark.parametrize("apdu", [STATUS, LONG])
def test_a_frame_of_every_dialect(dialect: Dialect, apdu: bytes) -> None:
    forms = Forms((HIPATH, PANASONIC, OTHER))
    octets = bytearray(b"??" + frame(apdu, dialect))
    begin = len(octets) - len(apdu)
    assert forms.header(octets, 2, bare=False) == (begin, len(octets))
    assert forms.agrees(octets, 2)
    found = forms.candidate.search(octets)
    assert found is not None
    assert found.start() == 2
    assert forms.header(octets[:3], 2, bare=False) is MORE


def test_an_apdu_without_a_frame() -> None:
    forms = forms_of(DIALECTS)
    assert forms.header(bytearray(STATUS), 0, bare=True) == (0, 14)
    assert forms.header(bytearray(STATUS), 0, bare=False) is None
    assert forms.header(bytearray(STATUS[:1]), 0, bare=True) is MORE


@pytest.mark.parametrize(
    "octets",
    [
        b"\x26\x00\x0e" + STATUS,  # the flag of the length is missing
        b"\x26\x80\x01\xa1",  # no room for an APDU
        b"\x27\x80\x0e" + STATUS,
        b"\x00\x0f" + STATUS + b"\x00",  # the APDU is not as long as its frame
        b"\x00\x0e\x05" + STATUS[1:],
        b"\x00\x0e\xa1\x80" + STATUS[2:],  # an indefinite length
    ],
)
def test_no_frame(octets: bytes) -> None:
    assert forms_of(DIALECTS).header(bytearray(octets), 0, bare=False) is None
    assert not forms_of(DIALECTS).agrees(bytearray(octets), 0)


def test_a_frame_whose_apdu_disagrees() -> None:
    forms = forms_of(DIALECTS)
    for apdu in (b"\x05" + STATUS[1:], STATUS[:-1], b"\xa1\x0c\x30" + STATUS[3:]):
        octets = bytearray(frame(apdu, HIPATH))
        assert forms.header(octets, 0, bare=False) == (3, len(octets))
        assert not forms.agrees(octets, 0)


def test_more_octets_are_asked_for_as_long_as_they_may_tell() -> None:
    forms = forms_of(DIALECTS)
    for octets in (b"\x26", b"\x26\x80", b"\x00", b"\x00\x0e", b"\x00\x0e\xa1", b"\x00\x0e\xa1\x82\x01"):
        assert forms.header(bytearray(octets), 0, bare=False) is MORE


def test_what_a_length_can_say() -> None:
    form = Form(None, 0x4000, 0x1FFF)
    assert [octet for octet in range(256) if form.may_go_on(octet)] == list(range(0x40, 0x60))
    assert form.size(b"\x40\x05", 0) == 5
    assert form.size(b"\x5f\xff", 0) == 0x1FFF
    assert {form.size(octets, 0) for octets in (b"\x00\x05", b"\x60\x05", b"\xc0\x05")} == {-1}


@given(st.binary(min_size=1, max_size=40), st.booleans())
def test_no_octets_raise_anything(octets: bytes, bare: bool) -> None:
    found = forms_of(DIALECTS).header(bytearray(octets), 0, bare=bare)
    assert found is None or found is MORE or isinstance(found, tuple)
