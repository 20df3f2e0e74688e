"""Books of parties in every form, made for tests."""

import csv
import json
from datetime import date

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from tests.screening.small_index import PARTIES, loaded
from yalu.screening.screener import Screening

DAY = date(2026, 2, 1)
ROWS = [
    {"ID": "c1", "Customer": "KIM Example", "DOB": "", "Country": ""},
    {"ID": "c2", "Customer": "Example Trade Bank", "DOB": "", "Country": "Germany"},
    {"ID": "c3", "Customer": "Nobody At All", "DOB": "1984-01-08", "Country": "DE"},
    {"ID": "c4", "Customer": "김가명", "DOB": "1984", "Country": ""},
]


def screening(parties=PARTIES, marks=("un@2026#0",), **rest):
    return Screening(loaded=loaded(parties, marks), **rest)


def write(path, rows=ROWS):
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        book = openpyxl.Workbook()
        book.active.append(list(rows[0]))
        for row in rows:
            book.active.append(list(row.values()))
        book.save(path)
    return path


def results(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
