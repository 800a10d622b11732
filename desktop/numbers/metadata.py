"""What the world's numbering plans say; the only module that touches the ``phonenumbers`` library.

The library is imported at the first question, not with this module: it costs about 0.1 s of start-up time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

ALWAYS_EMERGENCY = frozenset({"110", "112"})
"""Rule 10 of the call model: these are emergency numbers in every country, with those of the country itself."""
LONGEST_SHORT_NUMBER = 6
"""No emergency or service number of any country is longer; longer digits are not looked up. E.g. 116117."""


@dataclass(frozen=True, slots=True)
class Country:
    """How numbers are dialled inside one country."""

    code: str
    """Country code, e.g. "49"."""
    region: str
    """ISO 3166 code of the (main) region, e.g. "DE"; "ZZ" when the country code is not assigned."""
    national_prefix: str
    """What stands before the area code in national form, e.g. "0"; empty where there is none."""
    international_prefix: str
    """What stands before a country code, e.g. "00"."""


@lru_cache(maxsize=8)
def country(code: str) -> Country:
    """Return the habits of country ``code``; "0" and "00" where the code is not assigned."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code)) if code else "ZZ"
    found = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if found is None:
        return Country(code, region, "0", "00")
    prefixes = (found.preferred_international_prefix, found.international_prefix)
    international = next((prefix for prefix in prefixes if prefix and prefix.isdigit()), "00")
    return Country(code, region, found.national_prefix or "", international)


def is_emergency(digits: str, home: Country) -> bool:
    """Tell whether ``digits`` is exactly an emergency number of ``home`` (or one of :data:`ALWAYS_EMERGENCY`)."""
    if digits in ALWAYS_EMERGENCY:
        return True
    if len(digits) > LONGEST_SHORT_NUMBER:
        return False
    import phonenumbers

    return phonenumbers.is_emergency_number(digits, home.region)


def is_service(digits: str, home: Country) -> bool:
    """Tell whether ``digits`` is a short service number of ``home`` (115, 116117, 118xx), which has no E.164 form."""
    if not 3 <= len(digits) <= LONGEST_SHORT_NUMBER or home.region == "ZZ":
        return False
    import phonenumbers

    number = phonenumbers.PhoneNumber(country_code=int(home.code), national_number=int(digits))
    return not digits.startswith("0") and phonenumbers.is_valid_short_number_for_region(number, home.region)


def is_assigned(digits: str) -> bool:
    """Tell whether ``digits`` (without a plus sign) begin with an assigned country code."""
    import phonenumbers

    return any(int(digits[:size]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE for size in (1, 2, 3) if digits[:size])


def is_valid(stored: str) -> bool:
    """Tell whether ``stored`` ("+49...") is a number that can exist by its country's numbering plan."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(stored))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=4096)
def formatted(stored: str) -> str:
    """Return "+49891234567" as people read it, "+49 89 1234567": with the very same digits, else as it is."""
    import phonenumbers

    try:
        text = phonenumbers.format_number(phonenumbers.parse(stored), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return stored
    kept = "".join(character for character in text if character.isdigit())
    return text if text.startswith("+") and kept == stored[1:] else stored
