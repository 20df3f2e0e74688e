"""Fetching a publication over HTTPS: bounded in size and time, tried again, and not twice when nothing changed."""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
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
    """Follows redirects only to where the first address could have been: HTTPS, or this machine."""

    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if not _allowed(newurl):
            raise urllib.error.URLError(
                f"it moved to {urlsplit(newurl).scheme}://{urlsplit(newurl).netloc}, not over HTTPS"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _allowed(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    )


def fetch(
    address: str, into: Path, *, before: Fetched | None = None, progress: Progress | None = None, name: str = "",
    wait: Callable[[float], None] = time.sleep, most_bytes: int = MOST_BYTES, timeout: float = TIMEOUT,
) -> Fetched:  # fmt: skip
    """Fetch an address into a file. Raises DocumentError when it cannot be had; nothing is left behind then.

    ``before`` is the last answer: its ETag is sent, and an unchanged list is not sent again. A failure that may
    pass (a timeout, a busy server) is tried again after 1, 2 and 4 seconds.
    """
    if not _allowed(address):
        raise refuse(
            address[:120],
            "this address is not HTTPS",
            rule="lists are fetched over HTTPS",
            next_step="use https://",
        )
    failure = ""
    for turn in range(TRIES):
        if turn:
            wait(2.0 ** (turn - 1))
        try:
            return _once(address, into, before, progress, name, most_bytes, timeout)
        except urllib.error.HTTPError as error:
            failure = f"the server answered {error.code} {error.reason}"
            if error.code not in _AGAIN:
                into.unlink(missing_ok=True)
                break
        except DocumentError:
            into.unlink(missing_ok=True)
            raise
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            failure = str(reason) or type(error).__name__
            if isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME:
                break  # no such name, or no network: waiting a few seconds changes neither
        into.unlink(missing_ok=True)
    raise refuse(
        address[:120], f"the list cannot be fetched: {failure}",
        rule="a list comes from its publisher",
        next_step="try later, or fetch it by browser and load it with --from FILE; what is stored keeps answering",
    )  # fmt: skip


def _once(
    address: str, into: Path, before: Fetched | None, progress: Progress | None, name: str, most: int, timeout: float
) -> Fetched:  # fmt: skip
    headers = {"User-Agent": f"yalu/{ENGINE}", "Accept-Encoding": "identity"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - only HTTPS gets here
    if before is not None and before.etag:
        request.add_header("If-None-Match", before.etag)
    elif before is not None and before.modified:
        request.add_header("If-Modified-Since", before.modified)
    opener = urllib.request.build_opener(_Moved())
    try:
        with opener.open(request, timeout=timeout) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            digest, seen = _saved(answer, into, total, progress, name or address, most)
            said = answer.headers
    except urllib.error.HTTPError as error:
        if error.code == 304 and before is not None:
            return msgspec.structs.replace(before, path=None)
        raise
    if total and seen != total:
        raise urllib.error.URLError(f"{seen:,} of {total:,} bytes came")
    return Fetched(address, into, digest, said.get("ETag") or "", said.get("Last-Modified") or "", seen)


def _saved(
    answer: http.client.HTTPResponse, into: Path, total: int, progress: Progress | None, name: str, most: int
) -> tuple[str, int]:
    digest, seen = hashlib.sha256(), 0
    if total > most:
        raise _too_large(name, most)
    into.parent.mkdir(parents=True, exist_ok=True)
    with into.open("wb") as file:
        while piece := answer.read(_CHUNK):
            seen += len(piece)
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
