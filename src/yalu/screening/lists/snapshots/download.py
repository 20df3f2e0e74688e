"""Fetching a publication over HTTPS: bounded in size and time, tried again, and not twice when nothing changed."""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import time
import urllib.error
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from yalu.documents.problems import DocumentError
from yalu.screening.lists.formats.list_files import refuse
from yalu.screening.lists.snapshots.data_directory import ENGINE

MOST_BYTES = 600 * 1024**2
TIMEOUT = 60.0
TRIES = 4
_CHUNK = 1 << 16
SLOWEST = 1_000  # bytes a second over the whole answer, once it has taken longer than a timeout
LONGEST_WAIT = 60.0  # a publisher may ask for hours; a person is waiting, and can come back
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})

Progress = Callable[[str, int, int], None]


class Fetched(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer of a publisher; ``path`` is None when nothing changed since the last one."""

    address: str
    path: Path | None = None
    sha256: str = ""
    etag: str = ""
    modified: str = ""
    size: int = 0


class _Moved(urllib.request.HTTPRedirectHandler):
    """Follows redirects only to where the first address could have been: HTTPS, or this machine.

    With ``host`` only there: what is asked with a key is never asked of another host, who would learn it.
    """

    def __init__(self, host: str = "") -> None:
        self.host = host

    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if not _allowed(newurl):
            raise urllib.error.URLError(
                f"it moved to {urlsplit(newurl).scheme}://{urlsplit(newurl).netloc}, not over HTTPS"
            )
        if self.host and urlsplit(newurl).netloc != self.host:
            raise _KeptHereError(
                f"it moved to another host, {urlsplit(newurl).netloc}, and a key goes to none but its own"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


class _KeptHereError(urllib.error.URLError):
    """A redirect that a request with a key does not follow; asking again changes nothing."""


def _allowed(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    )


def fetch(
    address: str, into: Path, *, before: Fetched | None = None, progress: Progress | None = None, name: str = "",
    wait: Callable[[float], None] = time.sleep, most_bytes: int = MOST_BYTES, timeout: float = TIMEOUT,
    what: str = "list", secret: Mapping[str, str] | None = None,
) -> Fetched:  # fmt: skip
    """Fetch an address into a file. Raises DocumentError when it cannot be had; nothing is left behind then.

    ``before`` is the last answer: its ETag is sent, and an unchanged list is not sent again. A failure that may
    pass (a timeout, a busy server, an answer that is not the one its checksum names) is tried again after 1, 2 and
    4 seconds, or as many as the server asks for by Retry-After; one that asks for more than a minute is not.
    ``what`` is the word for what is fetched. ``secret`` are headers such as a key; they are sent to the host of
    the address alone.
    """
    if not _allowed(address):
        raise refuse(
            address[:120], "this address is not HTTPS", rule=f"{what}s are fetched over HTTPS",
            next_step="use https://",
        )  # fmt: skip
    failure, asked_to_wait = "", 0.0
    for turn in range(TRIES):
        if turn:
            wait(max(2.0 ** (turn - 1), asked_to_wait))
        asked_to_wait = 0.0
        try:
            return _once(address, into, before, progress, name, most_bytes, timeout, secret or {})
        except urllib.error.HTTPError as error:
            failure = f"the server answered {error.code} {error.reason}"
            asked_to_wait = _retry_after(error.headers)
            if error.code not in _AGAIN or asked_to_wait > LONGEST_WAIT:
                later = (
                    f" and asks to come back in {asked_to_wait:,.0f} seconds"
                    if asked_to_wait > LONGEST_WAIT
                    else ""
                )
                failure += later
                into.unlink(missing_ok=True)
                break
        except _KeptHereError as error:
            failure = str(error.reason)
            into.unlink(missing_ok=True)
            break
        except DocumentError:
            into.unlink(missing_ok=True)
            raise
        except (
            urllib.error.URLError,
            http.client.HTTPException,
            TimeoutError,
            ConnectionError,
            ValueError,
        ) as error:
            reason = getattr(error, "reason", error)
            failure = str(reason) or type(error).__name__
            if isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME:
                break  # no such name, or no network: waiting a few seconds changes neither
        into.unlink(missing_ok=True)
    raise refuse(
        address[:120], f"the {what} cannot be fetched: {failure}",
        rule=f"a {what} comes from its publisher",
        next_step="try later, or fetch it by browser and load it from the file; what is stored keeps answering",
    )  # fmt: skip


def _once(
    address: str, into: Path, before: Fetched | None, progress: Progress | None, name: str, most: int, timeout: float,
    secret: Mapping[str, str],
) -> Fetched:  # fmt: skip
    headers = {"User-Agent": f"yalu/{ENGINE}", "Accept-Encoding": "identity", **secret}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - only HTTPS gets here
    if before is not None and before.etag:
        request.add_header("If-None-Match", before.etag)
    elif before is not None and before.modified:
        request.add_header("If-Modified-Since", before.modified)
    opener = urllib.request.build_opener(_Moved(urlsplit(address).netloc if secret else ""))
    try:
        with opener.open(request, timeout=timeout) as answer:
            if answer.status != http.HTTPStatus.OK:  # a part (206) or nothing (204) is not what was asked for
                raise urllib.error.URLError(f"the server answered {answer.status} {answer.reason}")
            length = (answer.headers.get("Content-Length") or "0").strip()
            if not (length.isascii() and length.isdecimal() and len(length) < 20):
                raise urllib.error.URLError(f"the server says that {length[:20]!r} bytes come")
            total = int(length)
            digest, seen = _saved(answer, into, total, progress, name or address, most, timeout)
            said = answer.headers
    except urllib.error.HTTPError as error:
        if error.code == 304 and before is not None:
            return msgspec.structs.replace(before, path=None)
        raise
    if total and seen != total:
        raise urllib.error.URLError(f"{seen:,} of {total:,} bytes came")
    if (promised := _promised(said)) and promised != digest:
        raise urllib.error.URLError("what came has another checksum than the server says")
    return Fetched(address, into, digest, said.get("ETag") or "", said.get("Last-Modified") or "", seen)


def _promised(headers: Message) -> str:
    """The SHA-256 of the answer by the server's own header, in hex (RFC 9530, and RFC 3230 before it); "" without one."""
    for name in ("Repr-Digest", "Content-Digest", "Digest"):
        for part in (headers.get(name) or "").split(","):
            kind, _, value = part.strip().partition("=")
            if kind.lower() == "sha-256":
                try:
                    return b64decode(value.strip().strip(":"), validate=True).hex()
                except ValueError:
                    return ""
    return ""


def _retry_after(headers: Message | None) -> float:
    """The seconds a server asks to wait: a number, or a day and hour (RFC 9110, 10.2.3); 0 where it does not."""
    said = (headers.get("Retry-After") or "").strip() if headers is not None else ""
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError, IndexError):
        return 0.0


def _saved(
    answer: http.client.HTTPResponse, into: Path, total: int, progress: Progress | None, name: str, most: int,
    timeout: float,
) -> tuple[str, int]:  # fmt: skip
    digest, seen, began = hashlib.sha256(), 0, time.monotonic()
    if total > most:
        raise _too_large(name, most)
    into.parent.mkdir(parents=True, exist_ok=True)
    with into.open("wb") as file:
        while piece := answer.read1(_CHUNK):  # what came, and not until all came: a drip would never end
            seen += len(piece)
            taken = time.monotonic() - began
            if taken > timeout and seen < SLOWEST * taken:
                raise urllib.error.URLError(f"only {seen:,} bytes came in {taken:,.0f} seconds")
            if seen > most:
                raise _too_large(name, most)
            digest.update(piece)
            file.write(piece)
            if progress is not None:
                progress(name, seen, total)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), seen


def _too_large(name: str, most: int) -> DocumentError:
    return refuse(
        name[:120], f"the answer is larger than {most:,} bytes", rule="a list is at most that large",
        next_step="see in a browser what the address answers",
    )  # fmt: skip
