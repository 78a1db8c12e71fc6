"""Plain requests reach their route directly; the framework answers whatever is not plainly in order.

FastAPI looks at every parameter of every dependency anew for each request, which takes it longer than
our routes take to answer. What a route takes is known when the app is made, so it is laid out once here,
from FastAPI's own description of it and with its own validators. What the query alone decides is
remembered by the query. A request that has anything to refuse is left to FastAPI from its beginning, so
there is one way to be wrong; dependencies therefore change nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.params import Body
from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import OutlayError
from api.http.body import BodyRefused, ExactJsonRequest, parse_json
from api.http.problems import problem_answer

_MOST_QUERIES = 256
_LONGEST_QUERY = 512

Values = dict[str, Any]
Headers = Mapping[bytes, bytes]


class _LeftToFramework(Exception):
    """The request is not plainly in order."""


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """A dependency, or at the end the endpoint: where what it takes comes from."""

    dependant: Dependant
    call: Callable[..., Awaitable[Any]]
    takes: tuple[tuple[str, int], ...]
    """The names of its parameters that are earlier steps, each with the number of its step."""
    request_name: str | None
    headers: tuple[tuple[bytes, ModelField], ...]
    without_headers: Values
    of_query_alone: bool
    """It takes neither the request nor a header, so one query always leads to the same result."""

    def values(self, of_query: Values, results: list[Any], request: Request, headers: Headers) -> Values:
        """What it is called with; raises _LeftToFramework where a header is not as it should be."""
        values = of_query | self.without_headers
        for name, known in self.headers:
            if name in headers:
                values[known.name] = _valid(known, headers[name].decode("latin-1"))
        for parameter, earlier in self.takes:
            values[parameter] = results[earlier]
        if self.request_name is not None:
            values[self.request_name] = request
        return values


@dataclass(slots=True)
class _Query:
    """What a query means to a route: its parameters by step, and the steps that it decides alone."""

    params: list[Values] = field(default_factory=list)
    decided: dict[int, Any] = field(default_factory=dict)


class DirectRoute:
    """A route without parameters in its path, laid out so that a plain request needs no looking up."""

    def __init__(self, route: APIRoute) -> None:
        self._route = route
        self._steps: list[_Step] = []
        self._queries: dict[bytes, _Query] = {}
        _lay_out(route.dependant, self._steps, {})
        self._body = next(iter(route.dependant.body_params), None)

    @property
    def takes_body(self) -> bool:
        """Whether the body matters."""
        return self._body is not None

    async def answer(self, scope: Scope, body: bytes) -> Response:
        """What the route answers; raises _LeftToFramework before asking it where anything is amiss."""
        # Of a header that comes twice the first counts, as the framework has it.
        headers = dict(reversed(scope["headers"]))
        values = await self._values(ExactJsonRequest(scope), headers)
        if self._body is not None:
            values[self._body.name] = _validated(self._body, headers, body)
        scope["route"] = self._route
        try:
            answer: Response = await self._route.endpoint(**values)
        except OutlayError as refusal:
            return problem_answer(refusal)
        return answer

    async def _values(self, request: Request, headers: Headers) -> Values:
        """What the endpoint takes, but for the body."""
        query_string: bytes = request.scope["query_string"]
        query = self._queries.get(query_string) or self._read_query(query_string)
        results: list[Any] = []
        for number, step in enumerate(self._steps[:-1]):
            if number in query.decided:
                results.append(query.decided[number])
                continue
            try:
                result = await step.call(**step.values(query.params[number], results, request, headers))
            except OutlayError:
                raise _LeftToFramework from None
            results.append(result)
            if step.of_query_alone:
                query.decided[number] = result
        return self._steps[-1].values(query.params[-1], results, request, headers)

    def _read_query(self, query_string: bytes) -> _Query:
        given, query = QueryParams(query_string), _Query()
        for step in self._steps:
            values, errors = request_params_to_args(step.dependant.query_params, given)
            if errors:
                raise _LeftToFramework
            query.params.append(values)
        if len(query_string) <= _LONGEST_QUERY:
            if len(self._queries) >= _MOST_QUERIES:
                # A dict keeps the order of insertion: the first one is the oldest.
                del self._queries[next(iter(self._queries))]
            self._queries[query_string] = query
        return query


class DirectRoutes:
    """Answers plain requests of the routes that can be laid out; every other goes on to `app`."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self.routes = {
            (method, route.path): DirectRoute(route)
            for route in routes
            if isinstance(route, APIRoute) and _can_be_laid_out(route)
            for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self.routes.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if route is None:
            await self.app(scope, receive, send)
            return
        body = None
        try:
            if route.takes_body:
                body = await _whole(receive)
            answer = await route.answer(scope, body or b"")
        except ClientDisconnect:
            await self.app(scope, _gone, send)
            return
        except BodyRefused as refused:
            answer = problem_answer(refused.refusal)
        except _LeftToFramework:
            await self.app(scope, receive if body is None else _again(body, receive), send)
            return
        await answer(scope, receive, send)


async def _whole(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


async def _gone() -> Message:
    return {"type": "http.disconnect"}


def _again(body: bytes, receive: Receive) -> Receive:
    """Receives a body that was read already, then whatever comes after it."""
    kept: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return kept.pop() if kept else await receive()

    return receive_again


def _validated(body_field: ModelField, headers: Headers, body: bytes) -> Any:
    if headers.get(b"content-type") != b"application/json":
        raise _LeftToFramework
    try:
        return _valid(body_field, parse_json(body))
    except OutlayError:
        raise _LeftToFramework from None


def _valid(known: ModelField, given: Any) -> Any:
    value, errors = known.validate(given, {}, loc=("body",))
    if errors:
        raise _LeftToFramework
    return value


def _can_be_laid_out(route: APIRoute) -> bool:
    returned = get_type_hints(route.endpoint).get("return")
    answers_itself = isinstance(returned, type) and issubclass(returned, Response)
    takes_little = all(isinstance(one.field_info, Body) for one in route.dependant.body_params)
    return (
        answers_itself
        and takes_little
        and len(route.dependant.body_params) <= 1
        and "{" not in route.path
        and all(_is_plain(one) for one in [route.dependant, *_all_under(route.dependant)])
        and not any(one.body_params for one in _all_under(route.dependant))
    )


def _all_under(dependant: Dependant) -> Iterator[Dependant]:
    for one in dependant.dependencies:
        yield one
        yield from _all_under(one)


def _is_plain(dependant: Dependant) -> bool:
    """Whether it is awaited once and takes nothing but queries, headers, the request and the like."""
    unusual = (
        dependant.path_params
        or dependant.cookie_params
        or dependant.websocket_param_name
        or dependant.response_param_name
        or dependant.background_tasks_param_name
        or dependant.security_scopes_param_name
        or dependant.concurrency
    )
    call = dependant.call
    is_awaited = inspect.iscoroutinefunction(call) or inspect.iscoroutinefunction(
        getattr(call, "__call__", None)  # noqa: B004 - an instance whose call is a coroutine function
    )
    return is_awaited and not unusual


def _lay_out(dependant: Dependant, steps: list[_Step], known: dict[Any, int]) -> int:
    """Puts a dependency behind those that it takes, each function once; returns its number."""
    takes = []
    for one in dependant.dependencies:
        number = known.get(one.call)
        if number is None:
            number = known[one.call] = _lay_out(one, steps, known)
        if one.name is not None:
            takes.append((one.name, number))
    without_headers, _ = request_params_to_args(dependant.header_params, {})
    request_name = dependant.request_param_name or dependant.http_connection_param_name
    asks_elsewhere = bool(request_name or dependant.header_params)
    assert dependant.call is not None
    steps.append(
        _Step(
            dependant=dependant,
            call=dependant.call,
            takes=tuple(takes),
            request_name=request_name,
            headers=tuple((one.alias.lower().encode(), one) for one in dependant.header_params),
            without_headers=without_headers,
            of_query_alone=not asks_elsewhere and all(steps[n].of_query_alone for _, n in takes),
        )
    )
    return len(steps) - 1
