"""Who may ask from a page of another origin, and how a browser is told that it may not."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from api.errors import OutlayError
from api.http.problems import problem_answer

CORS_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
CORS_REQUEST_HEADERS = [
    "Authorization",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
]
CORS_EXPOSED_HEADERS = [
    "ETag",
    "Link",
    "X-Total-Count",
    "X-Total-Amount",
    "X-Revision",
    "Idempotency-Replayed",
    "Retry-After",
    "X-Request-ID",
    "Content-Disposition",
]


class CrossOriginRefused(OutlayError):
    """A browser asked beforehand whether a page may send a request, and it may not."""

    status = 400
    code = "cross_origin_refused"
    title = "Not allowed from another origin"
    default_detail = (
        "Pages of that origin, or requests of that form from other origins, are not allowed here."
    )


class CrossOrigin(CORSMiddleware):
    """Starlette's, which refuses in plain text; this one refuses like everything else here."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a browser is told that asks beforehand."""
        told = super().preflight_response(request_headers)
        if told.status_code < 400:
            return told
        kept = {n: v for n, v in told.headers.items() if n not in {"content-type", "content-length"}}
        return problem_answer(CrossOriginRefused(headers=kept))
