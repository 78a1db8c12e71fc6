"""What the household's purchases might cost in another currency.

The rates are rough on purpose: a coffee is to look like a coffee there, in round sums where people pay
in round sums. Nothing that anybody records is ever converted.
"""

from __future__ import annotations

from api.money import minor_unit_digits

_UNITS_PER_EURO = {
    2: "ANG AUD AWG AZN BAM BBD BGN BYN BZD CAD FJD MXV NZD SGD TOP XCG",
    4: "AED BOV BRL GEL ILS MYR PEN PGK PLN QAR SAR TMT TND WST XCD",
    5: "BOB LYD RON",
    8: "CNY DKK GTQ HKD MOP SBD SVC TTD UYI",
    12: "COU GHS MAD NOK SEK SCR TJS",
    20: "BWP CUC CUP ERN LSL MDL MVR MXN NAD SLE STN SZL ZAR",
    30: "CZK HNL NIO THB TRY TWD UAH UYU ZMW ZWG",
    50: "EGP MRU MUR MKD PHP SRD",
    80: "AFN DOP GMD INR KGS MZN RUB",
    100: "ALL BDT BTN CVE JMD KES LRD NPR RSD VUV XPF",
    150: "DZD ETB HTG ISK JPY VED VES",
    250: "DJF GYD LKR PKR YER",
    400: "AMD HUF KMF",
    600: "CRC KZT SDG SOS XAF XOF",
    1_000: "AOA ARS CLP KPW",
    1_500: "IQD KRW MWK NGN RWF",
    2_500: "BIF CDF MMK TZS",
    4_000: "COP KHR MGA MNT UGX",
    8_000: "GNF PYG SSP SYP",
    15_000: "IDR UZS",
    25_000: "LAK VND",
    50_000: "IRR LBP",
}
_EUROS_PER_UNIT = {2: "BHD JOD OMR", 3: "KWD", 35: "CLF UYW"}
_PER_EURO = {code: units for units, codes in _UNITS_PER_EURO.items() for code in codes.split()}
_PER_UNIT = {code: euros for euros, codes in _EUROS_PER_UNIT.items() for code in codes.split()}

_ROUND_FROM = 20
"""Units for a euro from which nobody pays in the smallest coins."""


def price(cents: int, currency: str) -> int:
    """Minor units of a currency for something of so many cents of a euro; at least the smallest sum."""
    digits = minor_unit_digits(currency)
    per_euro = _PER_EURO.get(currency, 1)
    minor = cents * per_euro * int(10**digits) // (100 * _PER_UNIT.get(currency, 1))
    return _rounded(minor, _smallest(per_euro, digits))


def monthly_budget(euros: int, currency: str) -> int:
    """Minor units of a currency for a budget of so many euros, as round as people set one."""
    minor = price(euros * 100, currency)
    # Half of the second digit: 1450, 215, 48.
    return _rounded(minor, max(1, 10 ** (len(str(minor)) - 2) // 2))


def _smallest(per_euro: int, digits: int) -> int:
    if per_euro >= _ROUND_FROM:
        return int(10 ** (len(str(per_euro)) - 2 + digits))
    return 5 if digits == 3 else 1


def _rounded(minor: int, step: int) -> int:
    return max(step, (minor + step // 2) // step * step)
