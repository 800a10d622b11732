"""The table of options: every default is right, every bound holds, the view is typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import options
from desktop.settings.options import OPTIONS, Option, SettingError, Settings


def test_the_table_lists_every_option_of_the_module_once_with_its_own_name_and_policy_key() -> None:
    defined = {value for value in vars(options).values() if isinstance(value, Option)}
    assert set(OPTIONS) == defined
    assert len({option.name for option in OPTIONS}) == len({option.policy_key for option in OPTIONS}) == len(OPTIONS)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_default_is_right_and_every_option_explains_itself(option: Option[Any]) -> None:
    assert option.checked(option.default) == option.default
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", option.name)
    assert str(option.sentence)
    assert str(option.right)


def test_the_defaults_that_the_field_expects() -> None:
    settings = Settings()
    assert settings[options.CONNECTION_PORT] == 8800  # openscape-facts 1.2
    assert settings[options.CONNECTION_USER] == ""  # openscape-facts 1.6: nothing relies on AMHOST
    assert settings[options.LINK_SUPERVISION_SECONDS] == 30  # call-model rule 4
    assert settings[options.LINK_RESYNC_SECONDS] == 30  # call-model rule 8
    assert settings[options.LOGGING_FULL_NUMBERS] is False
    assert settings[options.DIALLING_TRUNK_CODE] == "0"


@pytest.mark.parametrize(("option", "value", "words"), [
    (options.CONNECTION_PORT, 0, "from 1 to 65535"), (options.CONNECTION_PORT, 65536, "from 1 to 65535"),
    (options.CONNECTION_PORT, "8800", "from 1 to 65535"), (options.CONNECTION_PORT, True, "from 1 to 65535"),
    (options.CONNECTION_PORT, 88.0, "from 1 to 65535"), (options.CONNECTION_TLS, 1, "true or false"),
    (options.CONNECTION_TLS, "yes", "true or false"), (options.CONNECTION_SERVER, "a b", "host name"),
    (options.CONNECTION_STATION, "10x", "digits"), (options.CONNECTION_USER, "a\nb", "one line"),
    (options.DIALLING_COUNTRY_CODE, "+49", "country code"), (options.DIALLING_COUNTRY_CODE, "", "country code"),
    (options.APPEARANCE_THEME, "pink", '"dark"'), (options.LINK_SUPERVISION_SECONDS, float("nan"), "from 5 to 600"),
    (options.LINK_SUPERVISION_SECONDS, float("inf"), "from 5 to 600"), (options.CONTACTS_FILE, None, "one line"),
])
def test_a_wrong_value_says_what_is_right(option: Option[Any], value: object, words: str) -> None:
    with pytest.raises(SettingError) as caught:
        option.checked(value)
    assert words in str(caught.value.sentence)
    assert option.name in str(caught.value)


@pytest.mark.parametrize(("option", "value"), [
    (options.CONNECTION_SERVER, "pbx.example.com"), (options.CONNECTION_SERVER, "::1"),
    (options.CONNECTION_PORT, 65535),
    (options.CONNECTION_STATION, "*100#"), (options.CALLS_SHORT_RING_SECONDS, 0.5), (options.APPEARANCE_LANGUAGE, "de"),
])
def test_a_right_value_is_kept(option: Option[Any], value: object) -> None:
    assert option.checked(value) == value
    assert Settings().replaced(option, value)[option] == value


def test_a_whole_number_of_seconds_becomes_a_float() -> None:
    assert type(options.LINK_SUPERVISION_SECONDS.checked(20)) is float


def test_a_fixed_option_keeps_the_policys_value() -> None:
    settings = Settings({"connection.port": 9000}, frozenset({"connection.port"}))
    assert settings.is_fixed(options.CONNECTION_PORT)
    assert settings.replaced(options.CONNECTION_PORT, 7001)[options.CONNECTION_PORT] == 9000
    assert not settings.is_fixed(options.CONNECTION_TLS)


@given(st.sampled_from(OPTIONS), st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(),
                                           st.lists(st.integers())))
def test_any_value_is_taken_as_its_type_or_refused_with_a_sentence(option: Option[Any], value: object) -> None:
    try:
        right = option.checked(value)
    except SettingError:
        return
    assert type(right) is option.kind
    assert right == value
