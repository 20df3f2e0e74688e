"""Publishers on this machine that speak the formats of the real ones, and can be slow, broken or elsewhere."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Publisher:
    """A server that answers by ``body_of(path, query)``, after what ``answers`` says first.

    ``answers`` holds codes to give before, each with headers; ``cut`` bytes are left off the end, ``slow`` is
    waited before each answer and ``drip`` after each byte, ``moved`` is where it sends everybody, ``digest`` what it says of the checksum.
    """

    def __init__(self, body_of) -> None:
        self.body_of = body_of
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.asked: list[tuple[str, dict[str, list[str]], dict[str, str]]] = []
        self.cut, self.slow, self.drip, self.moved, self.digest = 0, 0.0, 0.0, "", ""
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/data"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = parse_qs(parts.query)
        self.asked.append((parts.path, query, dict(handler.headers)))
        time.sleep(self.slow)
        if self.answers:
            code, headers = self.answers.pop(0)
            handler.send_response(code)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            return
        if self.moved:
            handler.send_response(302)
            handler.send_header("Location", f"{self.moved}?{parts.query}")
            handler.end_headers()
            return
        body = self.body_of(parts.path, query)
        etag = f'"{sha256(body).hexdigest()[:12]}"'
        if handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(200)
        handler.send_header("ETag", etag)
        handler.send_header("Last-Modified", "Fri, 27 Feb 2026 00:00:00 GMT")
        if self.digest:
            handler.send_header(
                "Repr-Digest", self.digest.format(right=b64encode(sha256(body).digest()).decode())
            )
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if not self.drip:
            handler.wfile.write(body[: len(body) - self.cut])
            return
        for byte in body:
            try:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(self.drip)


@contextmanager
def publishing(body_of) -> Iterator[Publisher]:
    found = Publisher(body_of)
    try:
        yield found
    finally:
        found.server.shutdown()
        found.server.server_close()


def comtrade_row(period: str, value: float, flow: str = "X", **changed: object) -> dict[str, object]:
    """One row as the Comtrade API gives it, for Russia's trade with the DPRK."""
    return {
        "typeCode": "C", "freqCode": "M", "refYear": int(period[:4]), "refMonth": int(period[4:]), "period": period,
        "reporterCode": 643, "reporterISO": "RUS", "reporterDesc": "Russian Federation", "flowCode": flow,
        "flowDesc": {"X": "Export", "M": "Import"}[flow], "partnerCode": 408, "partnerISO": "PRK",
        "partnerDesc": "Dem. People's Rep. of Korea", "partner2Code": 0, "classificationCode": "H5", "cmdCode": "TOTAL",
        "cmdDesc": "All Commodities", "customsCode": "C00", "motCode": 0, "qtyUnitCode": -1, "qty": None, "netWgt": None,
        "cifvalue": None, "fobvalue": value, "primaryValue": value, **changed,
    }  # fmt: skip


class Comtrade:
    """What the API holds, and its answers month by month."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.rows = rows
        self.raw: bytes | None = None
        self.count: int | None = None

    def __call__(self, path: str, query: dict[str, list[str]]) -> bytes:
        if self.raw is not None:
            return self.raw
        months = query["period"][0].split(",")
        found = [row for row in self.rows if row["period"] in months]
        return json.dumps(
            {"elapsedTime": "0.1 secs", "count": len(found) if self.count is None else self.count, "data": found, "error": ""}
        ).encode()  # fmt: skip
