"""What need not be answered anew: the client has it already, or this process made it before.

The entity tag of a list names the wallet, its revision, and all that was asked. An answer is a function
of these, so one that was made for a tag is right for as long as the tag is: what changes the answer
changes the tag. Who may see it is decided before, in the unit that finds the tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from api.http.answers import JsonAnswer, tagged, unchanged_answer
from api.http.etags import Preconditions, RequestPreconditions

Item = TypeVar("Item")

_LARGEST = 131_072
_OVERHEAD = 2_048

_Key = tuple[str, str]


class _Kept(Response):
    """A whole answer, to be sent many times: whoever sends it gets headers of its own to change."""

    def __init__(self, answer: Response) -> None:
        self.status_code = answer.status_code
        self.body = answer.body
        self.background = None
        self._kept_headers = tuple(answer.raw_headers)

    @property
    def raw_headers(self) -> list[tuple[bytes, bytes]]:  # type: ignore[override]
        """A copy of the headers."""
        return list(self._kept_headers)


class KeptAnswers:
    """The answers of one process, up to `most_bytes` in all; the oldest makes room for the next."""

    def __init__(self, most_bytes: int = 0) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: dict[_Key, _Kept] = {}

    def get(self, key: _Key) -> Response | None:
        """The answer that was kept under the key, if it still is."""
        return self._answers.get(key)

    def keep(self, key: _Key, answer: Response) -> None:
        """Keeps an answer that is whole and not too large."""
        if len(answer.body) > _LARGEST or key in self._answers:
            return
        self._answers[key] = _Kept(answer)
        self._bytes += _size(answer)
        while self._bytes > self._most_bytes:
            self._bytes -= _size(self._answers.pop(next(iter(self._answers))))


@dataclass(frozen=True, slots=True)
class TaggedList(Generic[Item]):
    """A list with its entity tag."""

    etag: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Reading:
    """A request for a list: what its client has, what is kept, and what exactly was asked."""

    conditions: Preconditions = field(default_factory=Preconditions)
    kept: KeptAnswers = field(default_factory=KeptAnswers)
    target: str = ""

    def known(self, etag: str) -> Response | None:
        """304 where the client has what `etag` names, the kept answer where there is one, else None."""
        if self.conditions.is_unchanged(etag):
            return unchanged_answer(etag)
        return self.kept.get((etag, self.target))

    def answer(self, etag: str, content: Any, headers: dict[str, str] | None = None) -> Response:
        """The new answer with its tag, kept for the next who asks."""
        made = JsonAnswer(content, headers=tagged(etag) | (headers or {}))
        self.kept.keep((etag, self.target), made)
        return made

    def list_answer(self, found: TaggedList[Item] | Response) -> Response:
        """The answer to what a unit found: the list, or what was known."""
        return found if isinstance(found, Response) else self.answer(found.etag, found.items)


def _size(answer: Response) -> int:
    return len(answer.body) + _OVERHEAD


async def _reading(request: Request, conditions: RequestPreconditions) -> Reading:
    scope = request.scope
    # A link to the next page repeats the query as it was written.
    return Reading(conditions, request.app.state.kept_answers, f"{scope['path']}?{scope['query_string']}")


RequestReading = Annotated[Reading, Depends(_reading)]
"""What a route takes to answer a list."""
