"""Access tokens: what is in one, and what is refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from api.ids import new_id
from api.security.tokens import TokenClaims, Tokens

SECRET = b"k" * 16 + b"another-sixteen!"
NOW_MS = 1_790_000_000_500
NOW_S = NOW_MS // 1000
USER, SESSION = new_id(NOW_MS), new_id(NOW_MS)


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def forged(
    claims: object, header: dict[str, Any] | None = None, secret: bytes = SECRET, digest: str = "sha256"
) -> str:
    """A token with any content, signed by hand."""
    signed = f"{_part(header or {'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.new(secret, signed.encode(), digest).digest()
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def good_claims(**changes: object) -> dict[str, object]:
    claims: dict[str, object] = {
        "iss": "outlay",
        "sub": USER,
        "sid": SESSION,
        "iat": NOW_S,
        "exp": NOW_S + 60,
    }
    claims.update(changes)
    return {name: value for name, value in claims.items() if value is not None}


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(SECRET, lifetime_s=60)


class TestIssuing:
    def test_it_names_user_session_times_and_issuer_and_nothing_else(self, tokens: Tokens) -> None:
        header, payload, _ = tokens.issue(USER, SESSION, NOW_MS).split(".")
        assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "HS256", "typ": "JWT"}
        assert json.loads(base64.urlsafe_b64decode(payload + "==")) == good_claims()

    def test_it_is_signed_with_hs256(self, tokens: Tokens) -> None:
        signed, _, signature = tokens.issue(USER, SESSION, NOW_MS).rpartition(".")
        expected = hmac.new(SECRET, signed.encode(), hashlib.sha256).digest()
        assert base64.urlsafe_b64decode(signature + "=") == expected


class TestReading:
    def test_an_issued_token_is_read(self, tokens: Tokens) -> None:
        token = tokens.issue(USER, SESSION, NOW_MS)
        assert tokens.read(token, NOW_MS) == TokenClaims(USER, SESSION, NOW_S + 60)

    def test_a_hand_made_one_with_the_right_secret_too(self, tokens: Tokens) -> None:
        assert tokens.read(forged(good_claims()), NOW_MS) is not None

    def test_it_expires_to_the_second_even_when_it_was_read_before(self, tokens: Tokens) -> None:
        token = tokens.issue(USER, SESSION, NOW_MS)
        end_ms = (NOW_S + 60) * 1000
        assert tokens.read(token, end_ms - 1) is not None
        assert tokens.read(token, end_ms) is None

    @pytest.mark.parametrize("missing", ["iss", "sub", "sid", "iat", "exp"])
    def test_each_claim_is_required(self, missing: str, tokens: Tokens) -> None:
        assert tokens.read(forged(good_claims(**{missing: None})), NOW_MS) is None

    @pytest.mark.parametrize(
        "wrong",
        [
            {"iss": "somebody"},
            {"sub": 7},
            {"sub": "root"},
            {"sub": USER.upper()},
            {"sid": "x"},
            {"sid": 1},
            {"iat": "yesterday"},
            {"exp": "never"},
            {"exp": 1e300},
            {"exp": True},
            {"exp": NOW_S},
        ],
    )
    def test_claims_of_another_form_are_refused(self, wrong: dict[str, object], tokens: Tokens) -> None:
        assert tokens.read(forged(good_claims(**wrong)), NOW_MS) is None

    @pytest.mark.parametrize("claims", [[], "text", None, 7])
    def test_a_payload_that_is_no_object_is_refused(self, claims: object, tokens: Tokens) -> None:
        assert tokens.read(forged(claims), NOW_MS) is None

    def test_another_secret_is_refused(self, tokens: Tokens) -> None:
        assert tokens.read(forged(good_claims(), secret=b"x" * 32), NOW_MS) is None

    def test_other_algorithms_are_refused(self, tokens: Tokens) -> None:
        stronger = forged(good_claims(), {"alg": "HS512", "typ": "JWT"}, digest="sha512")
        unsigned = forged(good_claims(), {"alg": "none", "typ": "JWT"}).rpartition(".")[0] + "."
        assert tokens.read(stronger, NOW_MS) is None
        assert tokens.read(unsigned, NOW_MS) is None

    @pytest.mark.parametrize("name", ["crit", "jku", "jwk", "kid", "zip"])
    def test_header_parameters_we_do_not_write_are_refused(self, name: str, tokens: Tokens) -> None:
        header = {"alg": "HS256", "typ": "JWT", name: ["exp"]}
        assert tokens.read(forged(good_claims(), header), NOW_MS) is None

    @pytest.mark.parametrize(
        "text",
        ["", ".", "..", "a.b.c", "a.b.c.d.e", "é.é.é", "\ud800", "x" * 5000, "[" * 1500, "null.null.null"],
    )
    def test_other_text_is_refused_without_an_error(self, text: str, tokens: Tokens) -> None:
        assert tokens.read(text, NOW_MS) is None

    def test_a_changed_letter_is_refused(self, tokens: Tokens) -> None:
        token = tokens.issue(USER, SESSION, NOW_MS)
        middle = len(token) // 2
        changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
        assert tokens.read(changed, NOW_MS) is None


class TestMemory:
    def test_it_does_not_grow_without_end(self, tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.security.tokens._MOST_REMEMBERED", 3)
        for step in range(9):
            assert tokens.read(tokens.issue(USER, SESSION, NOW_MS + step * 1000), NOW_MS) is not None
        assert len(tokens._verified) == 3

    def test_what_was_refused_is_not_remembered(self, tokens: Tokens) -> None:
        tokens.read("a.b.c", NOW_MS)
        assert not tokens._verified
