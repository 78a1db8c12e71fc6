"""Money: integer minor units inside, exact decimal digits outside. No float ever takes part.

The number of decimals of a currency is the exponent of ISO 4217 (maintenance agency's list one).
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS_BESIDE_TWO = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_TWO_DIGITS = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD
TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
CURRENCIES: dict[str, int] = dict.fromkeys(_TWO_DIGITS.split(), 2) | {
    code: digits for digits, codes in _DIGITS_BESIDE_TWO.items() for code in codes.split()
}

MAX_AMOUNT = Decimal("999999999999.99")
"""The largest single amount, in units of the currency."""

MAX_TOTAL_MINOR = 999_999_999_999_999
"""The largest total of a wallet, in minor units: 15 digits, the most a JSON number keeps exact."""

_AMOUNT_TEXT = re.compile(r"\d{1,12}(\.\d+)?", re.ASCII)


class InvalidAmount(ValueError):
    """An amount that is refused; `code` is stable, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def minor_unit_digits(currency: str) -> int:
    """How many decimals an ISO 4217 currency has; KeyError for an unknown code."""
    return CURRENCIES[currency]


def parse_amount_text(text: str) -> Decimal:
    """The number behind a plain ASCII numeral such as `19.99`; InvalidAmount for anything else."""
    if not _AMOUNT_TEXT.fullmatch(text):
        raise InvalidAmount("amount_format", "Give the amount as a plain number such as 19.99.")
    return Decimal(text)


def to_minor(amount: Decimal, currency: str, *, zero_allowed: bool = False) -> int:
    """The minor units of an amount, exactly.

    InvalidAmount for zero (unless allowed), negative or non-finite amounts, for more than
    `MAX_AMOUNT`, and for more decimals than the currency has: nothing is rounded.
    """
    if not amount.is_finite():
        raise InvalidAmount("amount_format", "Give the amount as a plain number such as 19.99.")
    if amount < 0 or (amount == 0 and not zero_allowed):
        wanted = "zero or more" if zero_allowed else "more than zero"
        raise InvalidAmount("amount_not_positive", f"The amount must be {wanted}.")
    if amount > MAX_AMOUNT:
        raise InvalidAmount("amount_too_large", "The amount must be at most 999,999,999,999.99.")
    digits = minor_unit_digits(currency)
    numerator, denominator = amount.as_integer_ratio()
    minor, rest = divmod(numerator * int(10**digits), denominator)
    if rest:
        raise InvalidAmount("amount_too_precise", f"{currency} amounts have at most {digits} decimals.")
    return minor


def decimal_text(minor: int, digits: int) -> str:
    """Minor units as decimal text with all decimals of the currency: 1950 with 2 digits is `19.50`."""
    if digits == 0:
        return str(minor)
    sign = "-" if minor < 0 else ""
    whole, fraction = divmod(abs(minor), 10**digits)
    return f"{sign}{whole}.{fraction:0{digits}d}"


def number_text(minor: int, digits: int) -> str:
    """Minor units as the shortest JSON number: 1950 with 2 digits is `19.5`, 25000 is `250`."""
    text = decimal_text(minor, digits)
    return text.rstrip("0").rstrip(".") if digits else text
