"""Sends typed telemetry events to a server: in batches, in the background, each counted once.

Python 3.11 or later, standard library only. Logging never blocks and never raises; what does not fit is dropped
and counted. Nothing is sent unless ``telemetry["enabled"]`` is true, and DO_NOT_TRACK=1 or TELEMETRY=0 win over it.
"""

from __future__ import annotations

import asyncio
import atexit
import gzip
import hashlib
import hmac
import json
import math
import os
import random
import re
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import weakref
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, ClassVar, TypedDict

try:
    import fcntl
except ImportError:  # Windows: a folder is one process's own there.
    fcntl = None  # type: ignore[assignment]

USAGE_STREAM = "client-usage"
_MAX_EVENT_BYTES = 1024 * 1024
_MAX_BATCH_BYTES = 1024 * 1024
_MAX_HELD_BYTES = 64 * 1024 * 1024
_MAX_ANSWER_BYTES = 16 * 1024 * 1024
_MAX_FILES = 10_000
_PAUSE_WHEN_REFUSED = 300.0
_SCAN_INTERVAL = 30.0
_NAME = re.compile(r"([a-z0-9][a-z0-9._-]{0,63})\.([0-9a-f]{32})\.events")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_KEY = re.compile(r"[!-~]+")
_IDENTITY = b'{"event_id":"'
_UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


class ValidationError(ValueError):
    """A value does not fit the schema. Holds the field's path, never the value."""


@dataclass(frozen=True, slots=True)
class Field:
    """What the schema says of one field."""

    name: str
    kind: str
    attribute: str = ""
    nullable: bool = False
    optional: bool = False
    unit: str = "s"
    values: tuple[str, ...] = ()
    closed: bool = False
    hash: str | None = None
    element: Field | None = None
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """The discriminator: the same text in each event of its kind."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Payload:
    """The object that holds an event's own fields."""

    name: str
    fields: tuple[Field, ...]


class TelemetryObject:
    """A nested record; generated classes derive from it."""

    __slots__ = ()


class TelemetryEvent(TelemetryObject):
    """An event of a stream; generated classes derive from it."""

    __slots__ = ()
    stream: ClassVar[str] = ""
    time_field: ClassVar[str] = "timestamp"
    layout: ClassVar[tuple[Field | Constant | Payload, ...]] = ()

    def __post_init__(self) -> None:
        self.to_json()

    def to_json(self, hash_key: bytes | None = None) -> str:
        """The event as one line of JSON, as every other writer of the stream writes it."""
        return _object(self, self.layout, hash_key, "")


def _has_time(event: TelemetryEvent) -> bool:
    """Whether the event says when it happened. Nested records may have a field of that name, which is another."""
    fields: list[Field] = []
    for item in event.layout:
        fields += item.fields if isinstance(item, Payload) else [item] if isinstance(item, Field) else []
    return any(spec.name == event.time_field and getattr(event, spec.attribute or spec.name) is not None for spec in fields)


def _object(record: object, layout: Sequence[Field | Constant | Payload], key: bytes | None, path: str) -> str:
    parts: list[str] = []
    for item in layout:
        if isinstance(item, Constant):
            parts.append(f"{_text(item.name)}:{_text(item.value)}")
        elif isinstance(item, Payload):
            parts.append(f"{_text(item.name)}:{_object(record, item.fields, key, item.name + '.')}")
        else:
            value = getattr(record, item.attribute or item.name)
            if value is None and item.optional:
                continue
            parts.append(f"{_text(item.name)}:{_value(item, value, key, path + item.name)}")
    return "{" + ",".join(parts) + "}"


def _value(spec: Field, value: Any, key: bytes | None, path: str) -> str:
    if value is None:
        if spec.nullable or spec.optional or spec.kind == "json":
            return "null"
        raise ValidationError(f"missing field: {path}")
    if spec.hash is not None:
        return _hashed(spec.hash, _expect(value, str, path), key)
    writer = _WRITERS.get(spec.kind)
    return writer(value, spec, path) if writer is not None else _nested(spec, value, key, path)


def _nested(spec: Field, value: Any, key: bytes | None, path: str) -> str:
    element = spec.element
    if spec.kind == "object":
        return _object(_expect(value, TelemetryObject, path), spec.fields, key, path + ".")
    if spec.kind == "list" and element is not None:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise _wrong(path)
        return "[" + ",".join(_value(element, item, key, path) for item in value) + "]"
    if spec.kind == "map" and element is not None:
        items = _expect(value, Mapping, path).items()
        return "{" + ",".join(f"{_text(_expect(name, str, path))}:{_value(element, item, key, path)}" for name, item in items) + "}"
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError):
        raise _wrong(path) from None


def _hashed(algorithm: str, raw: str, key: bytes | None) -> str:
    data = raw.encode("utf-8", "replace")
    if algorithm == "sha256":
        return f'"{hashlib.sha256(data).hexdigest()}"'
    return "null" if key is None else f'"{hmac.new(key, data, hashlib.sha256).hexdigest()}"'


def _expect(value: Any, kind: type[Any], path: str) -> Any:
    if not isinstance(value, kind):
        raise _wrong(path)
    return value


def _wrong(path: str) -> ValidationError:
    return ValidationError(f"wrong type: {path}")


def _text(value: str) -> str:
    sound = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(sound, ensure_ascii=False)


def _whole(bits: int) -> Callable[[Any, Field, str], str]:
    def write(value: Any, _: Field, path: str) -> str:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong(path)
        if not -(1 << (bits - 1)) <= value < 1 << (bits - 1):
            raise ValidationError(f"out of range: {path}")
        return str(value)

    return write


def _double(value: Any, _: Field, path: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _wrong(path)
    number = float(value)
    if math.isnan(number):
        return '"NaN"'
    if math.isinf(number):
        return '"Infinity"' if number > 0 else '"-Infinity"'
    return _shortest(number)


def _shortest(number: float) -> str:
    """The shortest text that reads as the same number; with an exponent where every other writer of the stream has one."""
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    power = len(digits) + int(exponent) - 1
    minus = "-" if sign else ""
    if number == 0 or -5 < power < 17:
        return minus + format(abs(Decimal(repr(number))).normalize(), "f")
    fraction = "." + "".join(map(str, digits[1:])) if len(digits) > 1 else ""
    return f"{minus}{digits[0]}{fraction}E{'-' if power < 0 else '+'}{abs(power):02d}"


def _decimal(value: Any, _: Field, path: str) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise _wrong(path)
    return format(Decimal(value), "f")


def _bool(value: Any, _: Field, path: str) -> str:
    return "true" if _expect(value, bool, path) else "false"


def _string(value: Any, spec: Field, path: str) -> str:
    text: str = _expect(value, str, path)
    if spec.closed and text not in spec.values:
        raise ValidationError(f"not one of {', '.join(spec.values)}: {path}")
    return _text(text)


def _timestamp(value: Any, _: Field, path: str) -> str:
    return f'"{format_time(_utc(_expect(value, datetime, path)))}"'


def _utc(when: datetime) -> datetime:
    """A time without a zone is UTC, whatever the machine's is."""
    return when.replace(tzinfo=timezone.utc) if when.tzinfo is None else when.astimezone(timezone.utc)


def _date(value: Any, _: Field, path: str) -> str:
    if isinstance(value, datetime):
        raise _wrong(path)
    return f'"{_expect(value, date, path).isoformat()}"'


def _duration(value: Any, spec: Field, path: str) -> str:
    span: timedelta = _expect(value, timedelta, path)
    microseconds = (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds
    number = Decimal(microseconds) / Decimal(str(_UNITS.get(spec.unit, 1.0))) / 1_000_000
    return format(number.normalize(), "f")


def _matching(pattern: re.Pattern[str]) -> Callable[[Any, Field, str], str]:
    def write(value: Any, _: Field, path: str) -> str:
        text = str(value)
        if not pattern.fullmatch(text):
            raise _wrong(path)
        return f'"{text.lower()}"'

    return write


_WRITERS: dict[str, Callable[[Any, Field, str], str]] = {
    "string": _string,
    "enum": _string,
    "int32": _whole(32),
    "int64": _whole(64),
    "double": _double,
    "decimal": _decimal,
    "bool": _bool,
    "timestamp": _timestamp,
    "date": _date,
    "duration": _duration,
    "uuid": _matching(_UUID),
    "sha256": _matching(_DIGEST),
}


def format_time(when: datetime) -> str:
    """A time in UTC as streams have it: with 3 or 6 decimals, as the value needs."""
    text = when.isoformat(timespec="milliseconds" if when.microsecond % 1000 == 0 else "microseconds")
    return text.split("+", 1)[0] + "Z"


def new_identity(milliseconds: int) -> str:
    """A UUID of version 7: ordered by time."""
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


class TelemetryConfig(TypedDict, total=False):
    """What ``ClientConfig.telemetry`` may hold."""

    enabled: bool
    endpoint: str
    batch_size: int
    flush_interval: float
    queue_capacity: int
    buffer_folder: str
    buffer_bytes: int
    request_timeout: float
    shutdown_timeout: float


@dataclass(frozen=True, slots=True)
class RejectedEvent:
    """An event that the server has refused. Never holds its content."""

    stream: str
    event_id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """Where events go, and how."""

    base_url: str
    api_key: str | None = field(default=None, repr=False)
    telemetry: TelemetryConfig = field(default_factory=lambda: TelemetryConfig())
    hash_key: bytes | None = field(default=None, repr=False)
    on_rejected: Callable[[RejectedEvent], None] | None = None


@dataclass(slots=True)
class Counts:
    """What became of the events."""

    logged: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    dropped: int = 0


@dataclass(slots=True)
class _Batch:
    stream: str
    since: float
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    saved: int = 0
    path: Path | None = None
    file: IO[bytes] | None = None


@dataclass(slots=True)
class _Outcome:
    kind: str
    status: int = 0
    message: str = ""
    accepted: int = 0
    duplicates: int = 0
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    retry_after: float = 0.0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The key is for one server alone."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Sender:
    """One request, and what to do next."""

    def __init__(self, config: ClientConfig) -> None:
        self._config = config
        self._base = config.base_url.rstrip("/")
        self._key = _key_of(config)
        self._opener = urllib.request.build_opener(_NoRedirect)

    def send(self, stream: str, lines: list[bytes], timeout: float) -> _Outcome:
        outcome = self._post(stream, b"".join(lines), timeout)
        if outcome.status != 413 or len(lines) < 2:
            return outcome
        half = len(lines) // 2
        first = self.send(stream, lines[:half], timeout)
        if first.kind not in ("delivered", "impossible"):
            return first
        second = self.send(stream, lines[half:], timeout)
        first, second = _as_delivered(first, half), _as_delivered(second, len(lines) - half)
        second.accepted += first.accepted
        second.duplicates += first.duplicates
        second.rejected = first.rejected + [(index + half, code, message) for index, code, message in second.rejected]
        return second

    def _post(self, stream: str, body: bytes, timeout: float) -> _Outcome:
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            request = urllib.request.Request(self._endpoint(stream), gzip.compress(body, 1), headers, method="POST")
            with self._opener.open(request, timeout=timeout) as response:
                return _answer(response.read(_MAX_ANSWER_BYTES))
        except urllib.error.HTTPError as error:
            with error:
                return _failure(error.code, error.headers.get("Retry-After"), _body_of(error))
        except Exception as error:  # noqa: BLE001 - whatever a network may bring
            return _Outcome("retry", message=str(error))

    def _endpoint(self, stream: str) -> str:
        if stream == USAGE_STREAM:
            return self._config.telemetry.get("endpoint") or f"{self._base}/v1/client/usage/log"
        return f"{self._base}/v1/events/{urllib.parse.quote(stream, safe='')}"


def _key_of(config: ClientConfig) -> str:
    """The key; one that was read from a file often ends with a line break."""
    return (config.api_key or "").strip()


def _as_delivered(outcome: _Outcome, count: int) -> _Outcome:
    if outcome.kind == "impossible":
        outcome.kind = "delivered"
        outcome.rejected = [(index, f"http_{outcome.status}", outcome.message) for index in range(count)]
    return outcome


def _body_of(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read(_MAX_ANSWER_BYTES)
    except Exception:  # noqa: BLE001
        return b""


def _answer(body: bytes) -> _Outcome:
    answer = json.loads(body)
    rejected = [(int(item["index"]), str(item["code"]), str(item["message"])) for item in answer["rejected"]]
    outcome = _Outcome("delivered", 200, "", int(answer["accepted"]), int(answer["duplicates"]), rejected)
    if rejected and outcome.accepted + outcome.duplicates == 0 and all(code == "unknown_stream" for _, code, _ in rejected):
        outcome.kind = "unknown_stream"
    return outcome


def _failure(status: int, retry_after: str | None, body: bytes) -> _Outcome:
    try:
        problem = json.loads(body)
        message = f"{problem['code']} {problem['detail']}"
    except Exception:  # noqa: BLE001 - it is no problem document
        message = f"HTTP {status}"
    kind = "retry" if status in (408, 425, 429) or status >= 500 else "impossible" if status in (400, 413, 415, 422) else "refused"
    return _Outcome(kind, status, message[:300], retry_after=_seconds(retry_after))


def _seconds(retry_after: str | None) -> float:
    if retry_after is None:
        return 0.0
    try:
        return min(3600.0, max(0.0, float(retry_after)))
    except ValueError:
        pass
    try:
        return min(3600.0, max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time()))
    except (ValueError, TypeError):
        return 0.0


class _Folder:
    """Batches that wait for the server, one file each; a file that nobody has locked is anybody's to send."""

    def __init__(self, path: Path, base_url: str, limit: int) -> None:
        self.path = path
        self._limit = limit
        self._used = 0
        self._files = 0
        self._handles: set[IO[bytes]] = set()
        self.waiting: deque[str] = deque()
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        marker = path / "server"
        address = base_url.rstrip("/") + "/"
        if not marker.exists():
            marker.write_text(address + "\n", encoding="utf-8")
        if marker.read_text(encoding="utf-8").strip() != address:
            raise OSError(f"'{path}' holds events for another server")

    def create(self, batch: _Batch) -> None:
        name = f"{batch.stream}.{uuid.UUID(new_identity(int(time.time() * 1000))).hex}.events"
        temporary = self.path / f".tmp-{secrets.token_hex(16)}"
        batch.file = self._handle(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, "wb")
        _lock(batch.file)
        batch.path = self.path / name
        os.rename(temporary, batch.path)
        self._files += 1

    def has_room(self, size: int) -> bool:
        return self._used + size <= self._limit and self._files < _MAX_FILES

    def save(self, batch: _Batch) -> None:
        new = b"".join(batch.lines[batch.saved :])
        view = memoryview(new)
        while view and batch.file is not None:
            view = view[batch.file.write(view) :]
        self._used += len(new)
        batch.saved = len(batch.lines)

    def scan(self) -> None:
        names = [(match.group(2), entry) for entry in os.listdir(self.path) if (match := _NAME.fullmatch(entry))]
        self.waiting = deque(entry for _, entry in sorted(names))
        self._files = len(names)
        self._used = sum(_size(self.path / entry) for _, entry in names)

    def take(self, paused: Mapping[str, float]) -> _Batch | None:
        while self.waiting:
            name = self.waiting.popleft()
            match = _NAME.fullmatch(name)
            if match is not None and match.group(1) not in paused and (batch := self._open(name, match.group(1))) is not None:
                return batch
        return None

    def finish(self, batch: _Batch) -> None:
        if batch.path is not None:
            # What cannot be deleted is sent again later: the server knows the identities.
            with suppress(OSError):
                batch.path.unlink(missing_ok=True)
        self.release(batch)
        self._files = max(0, self._files - 1)
        self._used = max(0, self._used - batch.size)

    def release(self, batch: _Batch) -> None:
        """Lets others have the batch's file."""
        if batch.file is not None:
            self._close(batch.file)
            batch.file = None

    def abandon(self) -> None:
        """In a forked process: the files are its parent's, and so are their locks."""
        for handle in list(self._handles):
            self._close(handle)
        self.waiting.clear()

    def _handle(self, path: Path, flags: int, mode: str) -> IO[bytes]:
        handle = open(os.open(path, flags, 0o600), mode, buffering=0)
        self._handles.add(handle)
        return handle

    def _close(self, handle: IO[bytes]) -> None:
        self._handles.discard(handle)
        with suppress(OSError):
            handle.close()

    def _open(self, name: str, stream: str) -> _Batch | None:
        try:
            handle = self._handle(self.path / name, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), "rb+")
        except OSError:
            return None
        try:
            batch = self._read(handle, self.path / name, stream)
        except OSError:
            batch = None
        if batch is None:
            self._close(handle)
        return batch

    def _read(self, handle: IO[bytes], path: Path, stream: str) -> _Batch | None:
        if not _lock(handle) or path.stat().st_ino != os.fstat(handle.fileno()).st_ino:
            return None
        # A killed writer leaves a torn last line; what has no identity could count twice.
        lines = [line for line in handle.read().splitlines(keepends=True) if line.startswith(_IDENTITY) and line.endswith(b"\n")]
        batch = _Batch(stream, 0.0, lines, sum(map(len, lines)), len(lines), path, handle)
        if lines:
            return batch
        self.finish(batch)
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _lock(handle: IO[bytes]) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False


class PromptOpsClient:
    """Logs events and sends them in the background. Safe for use by several threads."""

    def __init__(self, config: ClientConfig) -> None:
        options = config.telemetry
        self._config = config
        self._batch_size = min(10_000, max(1, options.get("batch_size", 100)))
        self._interval = max(0.001, options.get("flush_interval", 30))
        self._capacity = max(1, options.get("queue_capacity", 10_000))
        self._shutdown = options.get("shutdown_timeout", 5.0)
        self._sender = _Sender(config)
        self._hash_key = config.hash_key
        self._request = max(0.001, options.get("request_timeout", 30.0))
        self._folder: _Folder | None = None
        self._is_on = False
        self.warnings: list[str] = []
        self._begin()

    def _begin(self) -> None:
        """What a client has before its first event: of a forked process, too, whose parent sends what it had itself."""
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._queue: deque[tuple[str, bytes]] = deque()
        self._held = 0
        self._held_bytes = 0
        self._open: dict[str, _Batch] = {}
        self._memory: deque[_Batch] = deque()
        self._current: _Batch | None = None
        self._paused: dict[str, float] = {}
        self._failures = 0
        self._not_before = 0.0
        self._scan_at = 0.0
        self._flush_asked = 0
        self._flush_done = 0
        self._flush_good = True
        self._deadline: float | None = None
        self._thread: threading.Thread | None = None
        self.counts = Counts()

    @property
    def enabled(self) -> bool:
        """Whether events are sent; where not, logging does nothing."""
        if not self._config.telemetry.get("enabled", False) or not _may_track():
            return False
        return urllib.parse.urlsplit(self._config.base_url).scheme in ("http", "https") and self._has_usable_key()

    async def initialize(self) -> None:
        """Begins to send."""
        self.start()

    def start(self) -> None:
        """Begins to send; doing so twice changes nothing."""
        if not self._has_usable_key():
            self._warn("the API key holds characters that no key has: nothing is sent; check where it is read from")
        if not self.enabled or self._is_on:
            return
        self._open_folder()
        with self._wake:
            self._is_on = True
            self._deadline = None
            self._need_thread()
        _CLIENTS.add(self)
        atexit.register(self.stop)

    def log(self, event: TelemetryEvent) -> bool:
        """Takes an event; false where it was dropped or the client is off. Its identity is fixed now."""
        try:
            return self._is_on and self._enqueue(event.stream, _with_identity(event.to_json(self._hash_key), event.time_field, _has_time(event)))
        except Exception as error:  # noqa: BLE001 - telemetry never breaks its host
            return self._drop(f"an event was not taken: {error}")

    def log_usage(self, *, model: str, success: bool, timestamp: datetime | None = None, **more: Any) -> bool:
        """Takes one use of a model, by the names of the stream client-usage: prompt_id, tokens_used, cost_usd … A time without a zone is UTC."""
        try:
            when = timestamp if timestamp is not None else datetime.now(timezone.utc)
            fields = {"timestamp": format_time(_utc(when)), "model": model, "success": success, **more}
            line = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
            return self._is_on and self._enqueue(USAGE_STREAM, _with_identity(line, "timestamp", has_time=True))
        except Exception as error:  # noqa: BLE001
            return self._drop(f"an event was not taken: {error}")

    async def flush(self) -> bool:
        """Sends what was logged so far; false as soon as a request fails, and the events are kept."""
        return await asyncio.get_running_loop().run_in_executor(None, self.flush_now)

    def flush_now(self) -> bool:
        """As flush, for programs without an event loop."""
        with self._wake:
            if not self._is_on or self._thread is threading.current_thread():
                return not self._is_on and self._deadline is None
            self._need_thread()
            self._flush_asked += 1
            ticket = self._flush_asked
            self._not_before = 0.0
            self._scan_at = 0.0
            self._paused.clear()
            self._wake.notify_all()
            self._wake.wait_for(lambda: self._flush_done >= ticket)
            return self._flush_good

    async def close(self) -> None:
        """Sends what is left, for five seconds at most; the rest stays in the buffer folder, or is dropped and counted."""
        await asyncio.get_running_loop().run_in_executor(None, self.stop)

    def stop(self) -> None:
        """As close, for programs without an event loop."""
        atexit.unregister(self.stop)
        with self._wake:
            if not self._is_on:
                return
            thread = self._thread
            self._deadline = time.monotonic() + self._shutdown
            self._not_before = 0.0
            self._wake.notify_all()
        if thread is threading.current_thread():
            return
        if thread is not None:
            thread.join(self._shutdown)
        with self._wake:
            # A request that still hangs keeps nobody waiting.
            if self._is_on:
                self._end()

    async def __aenter__(self) -> PromptOpsClient:
        await self.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _open_folder(self) -> None:
        folder = self._config.telemetry.get("buffer_folder")
        if not folder:
            return
        try:
            self._folder = _Folder(Path(folder).absolute(), self._config.base_url, self._config.telemetry.get("buffer_bytes", 50 * 1024 * 1024))
            if self._hash_key is None:
                self._hash_key = _hash_key(self._folder.path / "hash.key")
        except OSError as error:
            self._warn(f"the buffer folder cannot be used, events are held in memory: {error}")

    def _has_usable_key(self) -> bool:
        key = _key_of(self._config)
        return key == "" or _KEY.fullmatch(key) is not None

    def _need_thread(self) -> None:
        """Starts what sends: at first, after a fork, and where it has failed."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="telemetry", daemon=True)
            self._thread.start()

    def _after_fork(self) -> None:
        if self._folder is not None:
            self._folder.abandon()
        self._begin()

    def _enqueue(self, stream: str, line: bytes) -> bool:
        with self._wake:
            fits = len(line) <= _MAX_EVENT_BYTES and self._held < self._capacity and self._held_bytes + len(line) <= _MAX_HELD_BYTES
            if not fits or self._deadline is not None:
                self.counts.dropped += 1
                return False
            self._need_thread()
            self._held += 1
            self._held_bytes += len(line)
            self.counts.logged += 1
            self._queue.append((stream, line))
            self._wake.notify_all()
            return True

    def _drop(self, why: str) -> bool:
        with self._lock:
            self.counts.dropped += 1
        self._warn(why)
        return False

    def _warn(self, text: str) -> None:
        if len(self.warnings) < 20 and text not in self.warnings:
            self.warnings.append(text)

    def _run(self) -> None:
        me = threading.current_thread()
        try:
            while self._step(me):
                pass
        except Exception as error:  # noqa: BLE001
            self._warn(f"the telemetry client has failed, and begins anew with the next event: {error}")
        with self._wake:
            if self._thread is me:
                self._end()

    def _step(self, me: threading.Thread) -> bool:
        """Sends one batch, or waits; false at the end, or where the client is no longer this thread's."""
        with self._wake:
            if self._thread is not me:
                return False
            now = time.monotonic()
            self._drain()
            self._seal_due()
            self._scan(now)
            if self._current is None and now >= self._not_before:
                self._current = self._next()
            self._answer_flushes()
            if self._is_done(now):
                return False
            batch = self._current
            if batch is None or now < self._not_before:
                self._wake.wait(self._until(now))
                return True
            timeout = self._request if self._deadline is None else max(0.001, min(self._request, self._deadline - now))
        outcome = self._sender.send(batch.stream, batch.lines, timeout)
        with self._wake:
            if self._thread is not me:
                return False
            rejected = self._judge(batch, outcome)
        # The host's code may log, or take its time.
        for event in rejected:
            self._tell(event)
        return True

    def _drain(self) -> None:
        while self._queue:
            stream, line = self._queue.popleft()
            batch = self._open.get(stream)
            if batch is None:
                batch = self._open[stream] = _Batch(stream, time.monotonic())
            batch.lines.append(line)
            batch.size += len(line)
            if len(batch.lines) >= self._batch_size or batch.size >= _MAX_BATCH_BYTES:
                self._seal(batch)
        for batch in self._open.values():
            self._save(batch)

    def _save(self, batch: _Batch) -> None:
        folder = self._folder
        if folder is None or batch.saved == len(batch.lines) or (batch.saved == 0 and batch.path is not None):
            return
        new = batch.lines[batch.saved :]
        size = sum(map(len, new))
        try:
            if not folder.has_room(size):
                raise OSError("it is full")
            if batch.path is None:
                folder.create(batch)
            folder.save(batch)
            self._release(len(new), size)
        except OSError as error:
            self._warn(f"the buffer folder cannot be used, events are held in memory: {error}")
            self._split(batch)

    def _split(self, batch: _Batch) -> None:
        """What was saved goes from its file; the rest stays in memory, in a batch of its own."""
        if self._folder is not None:
            self._folder.release(batch)
            if batch.path is not None and batch.saved > 0:
                self._folder.waiting.append(batch.path.name)
            elif batch.path is not None:
                with suppress(OSError):
                    batch.path.unlink(missing_ok=True)
        batch.lines = batch.lines[batch.saved :]
        batch.size = sum(map(len, batch.lines))
        batch.saved, batch.path, batch.file = 0, None, None

    def _seal_due(self) -> None:
        now = time.monotonic()
        everything = self._flush_asked > self._flush_done or self._deadline is not None
        if not everything and now < self._not_before:
            return
        for batch in list(self._open.values()):
            if everything or now - batch.since >= self._interval:
                self._seal(batch)

    def _seal(self, batch: _Batch) -> None:
        self._open.pop(batch.stream, None)
        self._save(batch)
        if batch.path is None:
            self._memory.append(batch)
        elif self._folder is not None:
            self._folder.release(batch)
            self._folder.waiting.append(batch.path.name)

    def _scan(self, now: float) -> None:
        for stream in [stream for stream, until in self._paused.items() if until <= now]:
            del self._paused[stream]
            self._scan_at = 0.0
        if self._folder is None or now < self._scan_at:
            return
        self._scan_at = now + _SCAN_INTERVAL
        try:
            self._folder.scan()
        except OSError as error:
            self._warn(f"the buffer folder cannot be read: {error}")

    def _next(self) -> _Batch | None:
        for batch in self._memory:
            if batch.stream not in self._paused:
                self._memory.remove(batch)
                return batch
        return self._folder.take(self._paused) if self._folder is not None else None

    def _until(self, now: float) -> float | None:
        due = [max(batch.since + self._interval, self._not_before) for batch in self._open.values()]
        due += self._paused.values()
        if self._folder is not None:
            due.append(self._scan_at)
        if self._current is not None or self._memory:
            due.append(self._not_before)
        if self._deadline is not None:
            due.append(self._deadline)
        return max(0.001, min(due) - now) if due else None

    def _is_done(self, now: float) -> bool:
        if self._deadline is None or self._queue or self._open:
            return False
        return now >= self._deadline or self._current is None

    def _judge(self, batch: _Batch, outcome: _Outcome) -> list[RejectedEvent]:
        """Deals with an answer; what the host is to be told."""
        if outcome.kind == "impossible":
            outcome = _as_delivered(outcome, len(batch.lines))
        if outcome.kind == "delivered":
            self._current = None
            return self._finish(batch, outcome)
        if outcome.kind == "unknown_stream":
            self._warn(f"the server has no schema of stream '{batch.stream}'; its events are kept")
            self._current = None
            self._paused[batch.stream] = time.monotonic() + _PAUSE_WHEN_REFUSED
            if batch.path is None:
                self._memory.append(batch)
            elif self._folder is not None:
                self._folder.release(batch)
            return []
        self._fail(outcome)
        return []

    def _finish(self, batch: _Batch, outcome: _Outcome) -> list[RejectedEvent]:
        self._failures = 0
        self.counts.accepted += outcome.accepted
        self.counts.duplicates += outcome.duplicates
        self.counts.rejected += len(outcome.rejected)
        if batch.path is None:
            self._release(len(batch.lines), batch.size)
        elif self._folder is not None:
            self._folder.finish(batch)
        return [
            RejectedEvent(batch.stream, _identity_of(batch.lines[index]) if index < len(batch.lines) else "", code, message)
            for index, code, message in outcome.rejected
        ]

    def _tell(self, event: RejectedEvent) -> None:
        if self._config.on_rejected is None:
            return
        try:
            self._config.on_rejected(event)
        except Exception:  # noqa: BLE001, S110 - the host's own
            pass

    def _fail(self, outcome: _Outcome) -> None:
        if outcome.kind == "refused":
            self._warn(f"the server refuses this client (HTTP {outcome.status}): {outcome.message}")
            wait = _PAUSE_WHEN_REFUSED
            self._deadline = time.monotonic() if self._deadline is not None else None
        else:
            self._warn("the server does not take events at the moment; they are kept")
            wait = max(outcome.retry_after, random.random() * min(300.0, 2.0 ** min(self._failures, 30)))
            self._failures += 1
        self._not_before = time.monotonic() + wait
        self._answer(False)

    def _answer_flushes(self) -> None:
        if self._flush_asked > self._flush_done and self._current is None and not self._queue and not self._open:
            self._answer(not self._memory and not self._paused)

    def _answer(self, good: bool) -> None:
        if self._flush_asked > self._flush_done:
            self._flush_good = good
            self._flush_done = self._flush_asked
            self._wake.notify_all()

    def _release(self, count: int, size: int) -> None:
        self._held -= count
        self._held_bytes -= size

    def _end(self) -> None:
        """What is on disk stays there; what is in memory goes there if it can."""
        with suppress(Exception):
            self._drain()
        self.counts.dropped += len(self._queue)
        left = [*self._memory, *self._open.values()]
        if self._current is not None:
            left.append(self._current)
        for batch in left:
            self._save(batch)
            if batch.path is None:
                self.counts.dropped += len(batch.lines)
            elif self._folder is not None:
                self._folder.release(batch)
        self._memory.clear()
        self._open.clear()
        self._queue.clear()
        self._current, self._held, self._held_bytes = None, 0, 0
        self._thread = None
        self._is_on = self._deadline is None
        self._answer(False)


# A forked process has none of its parent's threads.
_CLIENTS: weakref.WeakSet[PromptOpsClient] = weakref.WeakSet()


def _after_fork() -> None:
    for client in list(_CLIENTS):
        client._after_fork()  # noqa: SLF001 - a part of the client


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _may_track() -> bool:
    track = os.environ.get("DO_NOT_TRACK", "").strip().lower()
    telemetry = os.environ.get("TELEMETRY", "").strip().lower()
    return track in ("", "0", "false") and telemetry not in ("0", "false", "off")


def _hash_key(path: Path) -> bytes | None:
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    key = path.read_bytes()
    return key if len(key) == 32 else None


class _Number(str):
    """A number as it was written."""

    __slots__ = ()


def _with_identity(text: str, time_field: str, has_time: bool) -> bytes:
    """Gives a written event what makes it count once. What it says itself stays."""
    now = time.time()
    identity, rest = new_identity(int(now * 1000)), text[1:]
    if '"event_id"' in text or not has_time:
        fields = json.loads(text, parse_float=_Number, parse_int=_Number)
        own = fields.pop("event_id", None)
        identity = own if _is_text(own) and 0 < len(own) <= 128 else identity
        if not has_time:
            fields[time_field] = format_time(datetime.fromtimestamp(now, timezone.utc))
        rest = _dump(fields)[1:]
    return f'{{"event_id":{json.dumps(identity, ensure_ascii=False)}{"" if rest == "}" else ","}{rest}\n'.encode("utf-8", "replace")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, _Number)


def _dump(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_text(name)}:{_dump(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_dump, value)) + "]"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


def _identity_of(line: bytes) -> str:
    return line[len(_IDENTITY) :].split(b'"', 1)[0].decode("utf-8", "replace") if line.startswith(_IDENTITY) else ""
