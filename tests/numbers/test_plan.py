"""As dialled, as stored, as shown. Expected values: experience.md, openscape-facts 10, call-model rule 10."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.numbers import DialPlan, Tones

MUNICH = DialPlan(country_code="49", area_code="89", trunk_code="0", internal_length_min=2, internal_length_max=4)
NO_AREA = DialPlan(country_code="49", trunk_code="0", internal_length_min=2, internal_length_max=4)
NEW_YORK = DialPlan(country_code="1", area_code="212", trunk_code="9", internal_length_min=3, internal_length_max=4)
MADRID = DialPlan(country_code="34", trunk_code="0", internal_length_min=3, internal_length_max=3)
NO_TRUNK = DialPlan(country_code="49", area_code="089", trunk_code="", internal_length_max=3)
NOWHERE = DialPlan(country_code="", trunk_code="0")
PLANS = (MUNICH, NO_AREA, NEW_YORK, MADRID, NO_TRUNK, NOWHERE)


@pytest.mark.parametrize(("plan", "text", "digits", "stored"), [
    (MUNICH, "+49 (89) 1234567", "00891234567", "+49891234567"),
    (MUNICH, "+49 (0)89 1234567", "00891234567", "+49891234567"),
    (MUNICH, "089 1234567", "00891234567", "+49891234567"),
    (MUNICH, "089/123-45 67", "00891234567", "+49891234567"),
    (MUNICH, "0049 89 1234567", "00891234567", "+49891234567"),
    (MUNICH, "1234567", "00891234567", "+49891234567"),
    (MUNICH, "+43 1 5880012", "00043" + "15880012", "+4315880012"),
    (MUNICH, "0043 1 5880012", "00043" + "15880012", "+4315880012"),
    (MUNICH, "0 089 1234567", "00891234567", "+49891234567"),  # trunk code typed as at the phone
    (MUNICH, "11833", "011833", "11833"),
    (MUNICH, "116 117", "0116117", "116117"),
    (MUNICH, "0800-FLOWERS", "008003569377", "+498003569377"),
    (MUNICH, "tel:+49-89-1234567", "00891234567", "+49891234567"),
    (MUNICH, "TEL:1234567;phone-context=+4989", "00891234567", "+49891234567"),
    (MUNICH, "callto://+49891234567", "00891234567", "+49891234567"),
    (MUNICH, "tel:%2B49891234567", "00891234567", "+49891234567"),
    (MUNICH, "\u202a+49\u00a089\u20111234567\u202c", "00891234567", "+49891234567"),
    (MUNICH, "\uff10\uff18\uff19 1234567", "00891234567", "+49891234567"),
    (NO_AREA, "1234567", "01234567", None),
    (NEW_YORK, "(415) 555-2671", "914155552671", "+14155552671"),
    (NEW_YORK, "+1 415 555 2671", "914155552671", "+14155552671"),
    (NEW_YORK, "555-2671", "912125552671", "+12125552671"),
    (NEW_YORK, "+49 89 1234567", "901149891234567", "+49891234567"),
    (MADRID, "915 123 456", "0915123456", "+34915123456"),
    (MADRID, "+49 89 1234567", "00049891234567", "+49891234567"),
    (NO_TRUNK, "089 1234567", "0891234567", "+49891234567"),
    (NO_TRUNK, "00891234567", "00891234567", None),
    (NOWHERE, "+49 89 1234567", "00049891234567", "+49891234567"),
])
def test_external_numbers_get_the_trunk_code_and_the_form_of_the_network(
        plan: DialPlan, text: str, digits: str, stored: str | None) -> None:
    dialled = plan.dialled(text)
    assert (dialled.digits, dialled.stored, dialled.external, dialled.problem) == (digits, stored, True, None)
    assert not dialled.emergency


@pytest.mark.parametrize("text", ["101", " 1 0 1 ", "tel:101", "callto:101"])
def test_internal_numbers_stay_as_they_are(text: str) -> None:
    dialled = MUNICH.dialled(text)
    assert (dialled.digits, dialled.stored, dialled.external) == ("101", "101", False)


@pytest.mark.parametrize("text", ["*96", "#1", "*7 123 #"])
def test_service_codes_stay_as_typed(text: str) -> None:
    dialled = MUNICH.dialled(text)
    assert (dialled.digits, dialled.stored, dialled.external) == (text.replace(" ", ""), None, None)


@pytest.mark.parametrize("text", ["tel:*96", "tel:%2396", "callto:*21*089123#"])
def test_a_link_never_dials_service_codes(text: str) -> None:
    assert MUNICH.dialled(text).digits is None
    assert "service codes" in str(MUNICH.dialled(text).problem)


@pytest.mark.parametrize(("text", "words"), [
    ("", "Type a name"), ("  ()", "Type a name"), (",123", "Type a name"), ("Anna Maier", "is a name"),
    ("08912x", "is a name"),
    ("+", "not complete"), ("+49", "not complete"), ("+0891234567", "not complete"), ("+12", "not complete"),
    ("089+123", "plus sign"), ("+49*1", "plus sign"), ("089;123", "only digits"), ("9" * 41, "too long"),
    ("0891234567,abz", "After the comma"), ("0891234567," + "1" * 65, "After the comma"),
])
def test_what_cannot_be_dialled_says_why(text: str, words: str) -> None:
    dialled = MUNICH.dialled(text)
    assert words in str(dialled.problem)
    assert (dialled.digits, dialled.stored, dialled.external, len(dialled.tones)) == (None, None, None, 0)


@pytest.mark.parametrize(("plan", "text", "digits", "number"), [
    (MUNICH, "110", "0110", "110"), (MUNICH, "112", "0112", "112"), (MUNICH, "1 1 2", "0112", "112"),
    (MUNICH, "0112", "0112", "112"), (NO_TRUNK, "112", "112", "112"), (NEW_YORK, "911", "9911", "911"),
    (NEW_YORK, "9911", "9911", "911"), (NEW_YORK, "112", "9112", "112"), (NOWHERE, "110", "0110", "110"),
    (MUNICH, "112,not tones", "0112", "112"), (MUNICH, "tel:112", "0112", "112"),
])
def test_emergency_numbers_are_never_rewritten_but_for_the_trunk_code_and_never_refused(
        plan: DialPlan, text: str, digits: str, number: str) -> None:
    dialled = plan.dialled(text)
    assert (dialled.digits, dialled.stored, dialled.external, dialled.emergency, dialled.problem) == (
        digits, number, True, True, None)
    assert plan.stored(digits, True) == number
    assert plan.shown(number) == number


@pytest.mark.parametrize(("text", "tones"), [
    ("0891234567,,1234#", ",1234#"), ("0891234567, 12 34", "1234"), ("0891234567,", ""),
    ("tel:+49891234567;ext=42", "42"),
    ("tel:+49891234567;isub=7", ""),
])
def test_what_follows_the_first_comma_is_sent_later_and_stays_secret(text: str, tones: str) -> None:
    dialled = MUNICH.dialled(text)
    assert dialled.digits == "00891234567"
    assert dialled.tones.reveal() == tones
    assert bool(dialled.tones) is bool(tones)
    secret = tones.strip(",") or "no secret"
    assert secret not in repr(dialled).replace(dialled.digits, "").replace("+49891234567", "")


@pytest.mark.parametrize(("plan", "raw", "external", "stored"), [
    (MUNICH, "00891234567", True, "+49891234567"),
    (MUNICH, "00891234567", None, "+49891234567"),
    (MUNICH, "0891234567", True, "+49891234567"),
    (MUNICH, "003023125000", True, "+493023125000"),
    (MUNICH, "00043" + "15880012", True, "+4315880012"),
    (MUNICH, "01234567", True, "+49891234567"),
    (MUNICH, "1234567", True, "+49891234567"),
    (MUNICH, "+49891234567", None, "+49891234567"),
    (MUNICH, "+49 0 89 1234567", None, "+49891234567"),
    (MUNICH, "101", None, "101"), (MUNICH, "101", False, "101"), (MUNICH, "12345", False, "12345"),
    (MUNICH, "N<7049>Anna", None, "7049"), (MUNICH, "N<00891234567>", True, "+49891234567"),
    (MUNICH, "*96", None, "*96"), (MUNICH, "011833", True, "11833"), (MUNICH, "11833", True, "11833"),
    (MUNICH, "115", True, "115"), (MUNICH, "", None, None), (MUNICH, "unknown", True, None), (MUNICH, "+", True, None),
    (MUNICH, "+49", True, "49"), (MUNICH, "0000", True, "000"),
    (NO_AREA, "01234567", True, "+491234567"), (NO_AREA, "1234567", True, "1234567"),
    (NEW_YORK, "914155552671", True, "+14155552671"), (NEW_YORK, "4155552671", True, "+14155552671"),
    (NO_TRUNK, "0891234567", True, "+49891234567"), (MADRID, "0915123456", True, "+34915123456"),
])
def test_what_the_switch_reports_becomes_one_stored_form(
        plan: DialPlan, raw: str, external: bool | None, stored: str | None) -> None:
    assert plan.stored(raw, external) == stored


@pytest.mark.parametrize(("stored", "shown"), [
    ("+49891234567", "+49 89 1234567"), ("+14155552671", "+1 415-555-2671"), ("101", "101"), ("*96", "*96"), ("", ""),
    ("+999", "+999"), ("+0123456", "+0123456"), ("+", "+"), ("+x", "+x"),
])
def test_shown_is_what_people_read(stored: str, shown: str) -> None:
    assert MUNICH.shown(stored) == shown


@pytest.mark.parametrize(("digits", "internal"), [
    ("101", True), ("10", True), ("1000", True), ("1", False), ("10000", False), ("0101", False), ("112", False),
    ("1*1", False), ("", False), ("\u0661\u0662\u0663", False),
])
def test_internal_is_a_matter_of_length_and_trunk_code(digits: str, internal: bool) -> None:
    assert MUNICH.is_internal(digits) is internal


@pytest.mark.parametrize(("plan", "stored", "national"), [
    (MUNICH, "+49891234567", "0891234567"), (MUNICH, "+4315880012", None), (MUNICH, "101", None),
    (NEW_YORK, "+14155552671", "14155552671"), (MADRID, "+34915123456", "915123456"), (NOWHERE, "+49891234567", None),
])
def test_national_form(plan: DialPlan, stored: str, national: str | None) -> None:
    assert plan.national(stored) == national


def test_codes_are_taken_as_people_write_them() -> None:
    assert DialPlan(country_code="+49", area_code="(089)", trunk_code=" 0 ") == DialPlan("49", "89", "0")


@given(st.sampled_from(PLANS), st.one_of(st.text(), st.text("0123456789+*#, ()/-AF;", max_size=30)))
def test_any_text_is_dialled_or_says_why_and_never_raises(plan: DialPlan, text: str) -> None:
    dialled = plan.dialled(text)
    assert (dialled.digits is None) is (dialled.problem is not None)
    if dialled.digits is not None:
        assert set(dialled.digits) <= set("0123456789*#")
        assert dialled.digits


@given(st.sampled_from(PLANS), st.one_of(st.text(), st.text("0123456789+*#N<>", max_size=30)),
       st.sampled_from([True, False, None]))
def test_any_report_is_stored_and_a_canonical_form_stays_itself(
        plan: DialPlan, raw: str, external: bool | None) -> None:
    stored = plan.stored(raw, external)
    if stored is None:
        assert not any(character in raw for character in "0123456789")
    else:
        plan.shown(stored)
        if stored.startswith("+"):
            assert plan.stored(stored, external) == stored


@given(st.sampled_from(PLANS), st.text("0123456789+", min_size=1, max_size=16))
def test_a_stored_number_survives_being_shown_and_dialled(plan: DialPlan, text: str) -> None:
    stored = plan.dialled(text).stored
    if stored is not None:
        shown = plan.shown(stored)
        assert plan.dialled(shown).stored == plan.dialled(stored).stored == stored
        assert plan.dialled(shown).digits == plan.dialled(stored).digits
        assert plan.shown(plan.shown(stored)) == shown


@given(st.text("0123456789", min_size=1, max_size=4))
def test_an_internal_number_is_the_same_in_all_three_forms(digits: str) -> None:
    if MUNICH.is_internal(digits):
        assert MUNICH.dialled(digits).digits == MUNICH.stored(digits) == MUNICH.shown(digits) == digits


@given(st.text("123456789", min_size=7, max_size=12), st.text("0123456789*#", min_size=4, max_size=20))
def test_tones_never_appear_in_text(number: str, tones: str) -> None:
    dialled = MUNICH.dialled(f"{number},{tones}")
    assert dialled.tones == Tones(tones)
    assert repr(dialled.tones) == str(dialled.tones) == f"{dialled.tones}" == f"<{len(tones)} tones>"


def test_the_library_is_not_imported_before_the_first_question() -> None:
    code = "import sys, desktop.numbers; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
