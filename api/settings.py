"""Every setting, read from the environment as `OUTLAY_<NAME>`. Settings are passed, never read globally."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.clock import time_zones
from api.money import CURRENCIES

TextList = Annotated[list[str], NoDecode]
MOST_WORKERS = 64


class Settings(BaseSettings):
    """What an operator can choose. Each field's description is its documentation in the README."""

    model_config = SettingsConfigDict(env_prefix="OUTLAY_", extra="ignore", frozen=True)

    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on")
    workers: int = Field(1, ge=1, le=MOST_WORKERS, description="How many processes serve")
    drain_seconds: float = Field(
        1.0, ge=0, le=300, description="How long a server that is told to stop answers on, while not ready"
    )
    stop_seconds: int = Field(
        10, ge=1, le=3600, description="How long running requests may take to end after that"
    )
    data_dir: Path = Field(Path("data"), description="Folder of the SQLite file and the secret key")
    database_url: str = Field(
        "",
        description="`sqlite:///path`, `postgresql://…` or `mariadb://…`; else a file in the data folder",
    )
    secret_key: SecretStr | None = Field(
        None,
        description="Signs the access tokens, 32 bytes or more; made and kept in the data folder if unset",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="debug, info, warning or error"
    )
    sqlite_synchronous: Literal["FULL", "NORMAL"] = Field(
        "FULL", description="FULL survives a power cut; NORMAL may lose the last moments, and is quicker"
    )
    database_pool_size: int = Field(
        4, ge=1, le=64, description="Readers kept open on SQLite, connections kept on PostgreSQL"
    )
    database_wait_seconds: float = Field(
        10.0, gt=0, description="How long a request waits for the database before it is answered 503"
    )
    cors_origins: TextList = Field(
        ["http://localhost:3000"], description="Origins of browser apps, separated by commas"
    )
    trusted_proxies: TextList = Field(
        [], description="Addresses or networks whose forwarded headers are believed, separated by commas"
    )
    default_currency: str = Field("EUR", description="Currency of a new wallet that names none")
    time_zone: str = Field("UTC", description="Time zone of a new wallet that names none")
    registration_open: bool = Field(True, description="Whether strangers may register")
    token_days: int = Field(7, ge=1, le=90, description="Life of an access token")
    session_idle_days: int = Field(90, ge=1, description="A session unused for so long has ended")
    retry_window_minutes: int = Field(
        10, ge=0, description="How long an identical expense without Idempotency-Key is taken for a retry"
    )
    login_failures_per_name: int = Field(
        10, ge=1, description="Failed logins per name and address in the window"
    )
    login_failures_per_address: int = Field(50, ge=1, description="Failed logins per address in the window")
    login_window_minutes: int = Field(15, ge=1, description="Window of the login limits")
    registrations_per_hour: int = Field(30, ge=1, description="Registrations per address and hour")
    body_limit_bytes: int = Field(1_048_576, ge=1024, description="Largest request body")
    kept_answers_mib: int = Field(
        8, ge=0, description="Memory of each process for answers that are asked for again unchanged; 0 is off"
    )
    password_memory_kib: int = Field(19_456, ge=8, description="argon2id memory cost")
    password_rounds: int = Field(2, ge=1, description="argon2id time cost")
    backup_dir: Path | None = Field(None, description="Folder of the daily backups; unset makes none")
    backup_hour: int = Field(3, ge=0, le=23, description="Hour of the daily backup, in `OUTLAY_TIME_ZONE`")
    backup_keep_days: int = Field(14, ge=1, description="Daily backups older than that are removed")
    metrics_port: int | None = Field(
        None, ge=1, le=65535, description="Port of its own for `/metrics`; unset opens none"
    )
    metrics_token: SecretStr | None = Field(
        None, min_length=16, description="Bearer token for `/metrics` on the port of the app; unset has none"
    )
    server_timing: bool = Field(False, description="Whether answers carry `Server-Timing`")
    slow_statement_ms: int = Field(
        0, ge=0, description="Statements of the database that take so long are logged; 0 logs none"
    )
    web_dir: Path = Field(Path("web/dist"), description="Folder of the built browser app")

    @field_validator("cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("backup_dir", "metrics_port", "metrics_token", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, value: list[str]) -> list[str]:
        try:
            for entry in value:
                ip_network(entry, strict=False)
        except ValueError:
            raise ValueError("holds what is neither an address nor a network such as 10.0.0.0/8") from None
        return value

    @field_validator("database_url")
    @classmethod
    def _lasting_database(cls, value: str) -> str:
        # None of the sentences quotes the URL: it has a password.
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError:
            raise ValueError("is no URL of a database: its port must be a number below 65536") from None
        if parts.scheme == "sqlite" and parts.path.removeprefix("/") in {"", ":memory:"}:
            raise ValueError("must name a file, for example sqlite:///data/outlay.db")
        return value

    @field_validator("default_currency")
    @classmethod
    def _known_currency(cls, value: str) -> str:
        if value not in CURRENCIES:
            raise ValueError("is not an ISO 4217 currency code such as EUR")
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, value: str) -> str:
        if value not in time_zones():
            raise ValueError("is not an IANA time zone such as Europe/Berlin")
        return value

    @property
    def effective_database_url(self) -> str:
        """The database in use: the one given, else the SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'outlay.db'}"
