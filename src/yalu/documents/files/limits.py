"""The limits of everything that is read from a user's files: one table, written out in docs/limits.md.

A limit is set well above the largest honest file of its kind and well below what would fill the
memory or the disk of a laptop. Each says what it was measured on or which standard it comes from.
"""

from __future__ import annotations

import msgspec

KIB, MIB, GIB = 1024, 1024**2, 1024**3

BOOK_BYTES = 2 * GIB
TABLE_BYTES = 256 * MIB
YAML_BYTES = 512 * KIB
JSON_BYTES = 5 * MIB
LOOKUP_BYTES = 64 * MIB
ARTICLE_BYTES = 4 * MIB
ARTICLE_TEXT = 200_000
ORDERS_BYTES = 20 * MIB
LOG_BYTES = 8 * GIB
LOG_LINE = 16 * MIB
TRADE_UNPACKED = 512 * GIB
ANSWER_BYTES = 512 * MIB
WORKBOOK_BYTES = 512 * MIB
ARCHIVE_RATIO = 250
ARCHIVE_FREE = 64 * MIB
SHEET_ROWS = 1_048_576
BOOK_ROWS = 5_000_000
BOOK_COLUMNS = 300
BOOK_CELL = 100_000
CSV_LINE = 1_000_000
CSV_FIELD = 1_048_576
TABLE_ROWS = 1_000_000
TABLE_CELLS = 40_000_000
TABLE_COLUMNS = 200
TABLE_CELL = 20_000
TRADE_COLUMNS = 500
DEPTH = 64
WAIT_SECONDS = 30


class FileLimit(msgspec.Struct, frozen=True):
    """One limit: of what, how much, and where the number comes from."""

    of: str
    most: int
    unit: str
    why: str

    @property
    def in_words(self) -> str:
        """The number as a person reads it."""
        if self.unit == "bytes":
            for size, word in ((GIB, "GB"), (MIB, "MB"), (KIB, "KB")):
                if self.most % size == 0:
                    return f"{self.most // size:,} {word}"
        return f"{self.most:,} {self.unit}"


LIMITS = (
    FileLimit("a book of parties", BOOK_BYTES, "bytes", "some 20 million names; a bank splits a larger book by branch"),
    FileLimit("rows of a book", BOOK_ROWS, "rows", "each leaves a line of some 2 KB in the log, 10 GB together"),
    FileLimit("columns of a book", BOOK_COLUMNS, "columns", "the widest export of a customer system seen has 180"),
    FileLimit("one cell of a book", BOOK_CELL, "characters", "three times what Excel holds in a cell (32,767)"),
    FileLimit("one line of a CSV file", CSV_LINE, "characters", "300 cells of 3,000 characters"),
    FileLimit("one quoted cell of a CSV file", CSV_FIELD, "characters", "where an open quote is given up"),
    FileLimit("a workbook, unpacked", WORKBOOK_BYTES, "bytes", "a sheet of Excel's full length with ten columns"),
    FileLimit("rows of a sheet", SHEET_ROWS, "rows", "the last row of Excel (ECMA-376, as Excel 2007 and later keep it)"),
    FileLimit("an archive against its packed size", ARCHIVE_RATIO, "times", "customs tables pack 5 to 40 times, runs of one byte 1,000"),
    FileLimit("what an archive may unpack to whatever its ratio", ARCHIVE_FREE, "bytes", "small files of equal rows pack very well"),
    FileLimit("a trade file, unpacked", TRADE_UNPACKED, "bytes", "read as a stream; a disk holds it or not"),
    FileLimit("columns of a trade file", TRADE_COLUMNS, "columns", "the widest layout known (Comtrade, full) has 47"),
    FileLimit("a saved answer of a trade service", ANSWER_BYTES, "bytes", "JSON is read whole; the service gives at most 250,000 rows"),
    FileLimit("a table of a case", TABLE_BYTES, "bytes", "a million rows of 250 bytes"),
    FileLimit("rows of a table", TABLE_ROWS, "rows", "all tables of a case are held in memory"),
    FileLimit("cells of a table", TABLE_CELLS, "cells", "a million rows of 40 columns"),
    FileLimit("columns of a table", TABLE_COLUMNS, "columns", "the widest table of the case format has 30"),
    FileLimit("one cell of a table", TABLE_CELL, "characters", "ten pages of text"),
    FileLimit("a YAML file (codebook, measure, policy, claims, mapping)", YAML_BYTES, "bytes", "five times the longest bundled one"),
    FileLimit("a JSON file (datapackage.json)", JSON_BYTES, "bytes", "a hundred times the bundled one"),
    FileLimit("a file with an article", ARTICLE_BYTES, "bytes", "a news page saved with its scripts has one or two"),
    FileLimit("the text of an article", ARTICLE_TEXT, "characters", "some 33,000 words, a long report; an article has 1,500"),
    FileLimit("levels in YAML and JSON", DEPTH, "levels", "nothing in a case is deeper than 12"),
    FileLimit("a lookup table, holdings, rates, a concordance", LOOKUP_BYTES, "bytes", "a million rows of 60 bytes"),
    FileLimit("a file of orders to be tested for red flags", ORDERS_BYTES, "bytes", "10,000 rows of 2 KB"),
    FileLimit("a decision log, judgements, a history", LOG_BYTES, "bytes", "the log of four million decisions"),
    FileLimit("one line of a log", LOG_LINE, "bytes", "a decision with thousands of matches"),
    FileLimit("waiting for another writer of the same log", WAIT_SECONDS, "seconds", "a writer holds it for less than one"),
)  # fmt: skip


class FileKind(msgspec.Struct, frozen=True):
    """A kind of user's file: its name in a message, its size limit, and what to do when it is absent or too large."""

    noun: str
    most: int
    if_missing: str = "check the name, and that you are in the right folder"
    if_large: str = "split it, or remove what does not belong in it"


_RESOURCE = "add the file, or remove its resource from datapackage.json"
KINDS = {
    "book": FileKind("a book of parties", BOOK_BYTES, if_large="split it"),
    "resource": FileKind("a table of a case", TABLE_BYTES, _RESOURCE, "split the case, or remove what does not belong in this file"),
    "codebook": FileKind("the codebook of a case", YAML_BYTES, _RESOURCE),
    "descriptor": FileKind("datapackage.json", JSON_BYTES, "name the folder of a case, or start one with “yalu case new”"),
    "table": FileKind("a table", TABLE_BYTES),
    "claims": FileKind("a file of claims", YAML_BYTES),
    "article": FileKind("a file with an article", ARTICLE_BYTES, if_large="keep the article alone, or split it"),
    "policy": FileKind("a policy file", YAML_BYTES),
    "measure": FileKind("a file of a regime", YAML_BYTES),
    "mapping": FileKind("a mapping file", YAML_BYTES),
    "yaml": FileKind("a YAML file", YAML_BYTES),
    "trade": FileKind("a trade file", TRADE_UNPACKED),
    "lookup": FileKind("a lookup table", LOOKUP_BYTES, if_large="keep the rows needed"),
    "holdings": FileKind("a table of holdings", LOOKUP_BYTES, if_large="keep the rows needed"),
    "orders": FileKind("a table of orders", ORDERS_BYTES, if_large="split the file"),
    "entities": FileKind("a file of FollowTheMoney entities", TABLE_BYTES),
    "version": FileKind("the record of an earlier version", JSON_BYTES),
    "log": FileKind("a log", LOG_BYTES, if_large="begin a new log and keep this one beside it"),
    "list": FileKind("a list", BOOK_BYTES),
}  # fmt: skip
