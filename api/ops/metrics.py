"""What Prometheus is told: this server's requests and database, and what the database knows for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from api import __version__
from api.db import schema
from api.db.database import Database
from api.db.transactions import ReadTransaction
from api.errors import OutlayError
from api.http.measuring import BUCKETS
from api.ops import leases, queries
from api.ops.counts import Counts


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database tells, the same to every server that shares it."""

    ledger_writes: int
    backup_at_ms: int | None


async def exposition(counts: Counts, database: Database, pool_size: int, now_ms: int) -> bytes:
    """The metrics in Prometheus' text format. Without an answer of the database it says so."""
    try:
        stored = await database.read(_stored)
    except OutlayError:
        stored = None
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once([*_traffic(counts), *_database(counts, pool_size), *_known(stored, now_ms)]))
    text: bytes = generate_latest(registry)
    return text


async def _stored(tx: ReadTransaction) -> Stored:
    lease = await leases.lease_of(tx, leases.BACKUP)
    return Stored(int(await tx.value(queries.LEDGER_WRITES) or 0), lease.done_at)


class _Once(Collector):
    """Metrics that were made already."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def _traffic(counts: Counts) -> Iterator[Metric]:
    requests = CounterMetricFamily(
        "outlay_http_requests", "Requests answered", labels=["method", "route", "status"]
    )
    conflicts = 0
    for method, route, status, number in counts.statuses:
        requests.add_metric([method, route, str(status)], number)
        conflicts += number if status == 412 else 0
    yield requests
    durations = HistogramMetricFamily(
        "outlay_http_request_duration_seconds", "Until the answer was sent", labels=["method", "route"]
    )
    for method, route, (total, *numbers) in counts.durations:
        durations.add_metric([method, route], _cumulative(numbers), sum_value=total)
    yield durations
    yield _gauge("outlay_http_requests_in_progress", "Requests that are being answered", counts.running)
    yield _counter(
        "outlay_retries_replayed", "Retries answered with what the first try had stored", counts.replayed
    )
    yield _counter("outlay_conflicts", "Changes refused with 412: made on an older state", conflicts)


def _cumulative(numbers: list[float]) -> list[tuple[str, float]]:
    so_far: float = 0
    buckets = []
    for bound, number in zip((*map(str, BUCKETS), "+Inf"), numbers, strict=True):
        so_far += number
        buckets.append((bound, so_far))
    return buckets


def _database(counts: Counts, pool_size: int) -> Iterator[Metric]:
    use = counts.use
    yield _gauge("outlay_workers", "Processes that serve here", counts.workers)
    yield _gauge(
        "outlay_database_pool_size", "Connections kept by all processes here", pool_size * counts.workers
    )
    units = GaugeMetricFamily(
        "outlay_database_units_in_progress", "Units of work that run or wait", labels=["kind"]
    )
    units.add_metric(["read"], use.reading)
    units.add_metric(["write"], use.writing)
    yield units
    ended = CounterMetricFamily("outlay_database_units", "Units of work that have ended", labels=["kind"])
    ended.add_metric(["read"], use.reads)
    ended.add_metric(["write"], use.writes)
    yield ended
    yield _counter("outlay_database_busy", "Units of work that could not be started in time", use.busy)


def _known(stored: Stored | None, now_ms: int) -> Iterator[Metric]:
    build = GaugeMetricFamily("outlay_build_info", "What runs here", labels=["version", "schema"])
    build.add_metric([__version__, schema.NEWEST], 1)
    yield build
    yield _gauge("outlay_database_up", "Whether the database answers", 0 if stored is None else 1)
    if stored is None:
        return
    yield _counter(
        "outlay_ledger_writes", "Revisions of all wallets, the same from every server", stored.ledger_writes
    )
    if stored.backup_at_ms is not None:
        at, age = stored.backup_at_ms // 1000, max(0, now_ms - stored.backup_at_ms) // 1000
        yield _gauge("outlay_backup_last_verified_timestamp_seconds", "When the last backup was verified", at)
        yield _gauge("outlay_backup_age_seconds", "How long ago the last backup was verified", age)


def _gauge(name: str, what: str, value: int) -> Metric:
    return GaugeMetricFamily(name, what, value=value)


def _counter(name: str, what: str, value: int) -> Metric:
    return CounterMetricFamily(name, what, value=value)
