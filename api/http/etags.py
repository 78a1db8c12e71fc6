"""Entity tags and the conditions of requests (RFC 9110, sections 8.8.3 and 13.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated

from fastapi import Depends, Header
from starlette.requests import Request

# entity-tag = [ W/ ] opaque-tag; an opaque tag may hold commas, so lists are scanned, never split.
_ENTITY_TAG = re.compile(r'[ \t]*(W/)?("[\x21\x23-\x7e\x80-\xff]*")[ \t]*')


def make_etag(opaque: str | int) -> str:
    """A strong entity tag around `opaque`, which holds neither quotes nor spaces."""
    return f'"{opaque}"'


def hashed_etag(parts: Iterable[object]) -> str:
    """A strong entity tag for an answer that is a function of `parts`."""
    digest = blake2b(digest_size=12)
    for part in parts:
        text = str(part).encode()
        # The length keeps ("ab", "c") and ("a", "bc") apart.
        digest.update(b"%d:" % len(text) + text)
    return make_etag(digest.hexdigest())


@dataclass(frozen=True, slots=True)
class EtagList:
    """What `If-Match` or `If-None-Match` names: any state (`*`), or some tags."""

    anything: bool = False
    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()

    def matches_strongly(self, etag: str | None) -> bool:
        """The comparison of `If-Match`; `etag` is None where nothing exists, which matches nothing."""
        return etag is not None and (self.anything or etag in self.strong)

    def matches_weakly(self, etag: str | None) -> bool:
        """The comparison of `If-None-Match`: a weak tag counts like a strong one."""
        return etag is not None and (self.anything or etag in self.strong or etag in self.weak)


def parse_etags(lines: Iterable[str]) -> EtagList | None:
    """The tags of all lines of one header; None where there is no line.

    A malformed list names nothing, so `If-Match` fails and `If-None-Match` is passed.
    """
    found = list(lines)
    if not found:
        return None
    joined = ",".join(found)
    if joined.strip(" \t") == "*":
        return EtagList(anything=True)
    strong: set[str] = set()
    weak: set[str] = set()
    at = 0
    while at < len(joined):
        if joined[at] in ", \t":
            at += 1
            continue
        tag = _ENTITY_TAG.match(joined, at)
        if tag is None or (tag.end() < len(joined) and joined[tag.end()] != ","):
            return EtagList()
        (weak if tag[1] else strong).add(tag[2])
        at = tag.end()
    return EtagList(strong=frozenset(strong), weak=frozenset(weak))


@dataclass(frozen=True, slots=True)
class Preconditions:
    """The conditions a request puts on the state it meets; None where a header is absent."""

    if_match: EtagList | None = None
    if_none_match: EtagList | None = None

    def is_stale(self, etag: str | None) -> bool:
        """True where a write must be refused with 412; `etag` is None where nothing exists."""
        if self.if_match is not None:
            return not self.if_match.matches_strongly(etag)
        return self.if_none_match is not None and self.if_none_match.matches_weakly(etag)

    def is_unchanged(self, etag: str) -> bool:
        """True where a read is answered 304: the client already has what `etag` names."""
        return self.if_none_match is not None and self.if_none_match.matches_weakly(etag)


async def _read_preconditions(
    request: Request,
    _if_match: Annotated[
        str | None,
        Header(alias="If-Match", description='Only if this is still the state, e.g. `"17"`'),
    ] = None,
    _if_none_match: Annotated[
        str | None,
        Header(alias="If-None-Match", description="Only if the state is not one of these"),
    ] = None,
) -> Preconditions:
    # The parameters above are for the document; a header may come in several lines.
    return Preconditions(
        parse_etags(request.headers.getlist("if-match")),
        parse_etags(request.headers.getlist("if-none-match")),
    )


RequestPreconditions = Annotated[Preconditions, Depends(_read_preconditions)]
"""What a route takes to honour `If-Match` and `If-None-Match`."""
