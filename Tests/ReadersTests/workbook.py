"""Compares workbooks with the CSV files of the same periods, cell by cell: as openpyxl reads them, and as LibreOffice shows
them.

Usage: python workbook.py TREE [FOLDER]

FOLDER has what LibreOffice made of the workbooks: a CSV file for each sheet, NAME-SHEET.csv.
"""

import csv
import datetime
import gzip
import io
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl

tree = Path(sys.argv[1])
shown = Path(sys.argv[2]) if len(sys.argv) > 2 else None
FIRST_DAY = datetime.date(1900, 3, 1)
compared = {"number": 0, "text": 0, "exact": 0, "date": 0, "ancient": 0, "null": 0}


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def rows_of(report):
    """The rows of all parts of a report's CSV files, after the header."""
    header, rows = None, []
    for file in report["files"]:
        if file["format"] == "csv":
            text = gzip.decompress((tree / file["path"]).read_bytes()).decode()
            header, *more = read_csv(text)
            rows += more
    return header, rows


def fields_of(report):
    schema = json.loads((tree / f"schema/{report['report']}-v{report['version']}.table.json").read_text())
    return {field["name"]: field for field in schema["fields"]}


def significant(number):
    return len(number.replace("-", "").replace(".", "").strip("0"))


def as_csv(text):
    """A text of a workbook as a CSV file has it, with the guard against formulas."""
    guard = "'" if text[:1] in ("=", "+", "-", "@") and text else ""
    return guard + re.sub(r"[\t\r\n]+", " ", text)


def without_controls(text):
    """XML cannot hold control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def unescaped(text):
    """Spreadsheets read _x0041_ as a character, so that it is written as _x005F_x0041_. openpyxl leaves it like that."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text)


def when(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "")) if text else None


def check_value(cell, text, field):
    where = f"{cell.parent.title}!{cell.coordinate}: {cell.value!r} is not {text!r} ({cell.data_type}, {cell.number_format})"
    assert cell.data_type != "f", where
    kind = field["type"]
    if text == "":
        compared["null"] += 1
        assert cell.value in (None, ""), where
    elif kind in ("integer", "number"):
        if significant(text) <= 15:
            compared["number"] += 1
            assert cell.data_type == "n" and Decimal(repr(cell.value)) == Decimal(text), where
        else:
            compared["exact"] += 1
            assert cell.data_type == "s" and cell.value == text and cell.alignment.horizontal == "right", where
    elif kind in ("date", "datetime"):
        expected = when(text)
        if expected.date() < FIRST_DAY:
            compared["ancient"] += 1
            assert cell.value == text, where
        else:
            compared["date"] += 1
            assert cell.is_date and cell.data_type == "d", where
            assert abs(cell.value - expected) < datetime.timedelta(milliseconds=1), where
    else:
        compared["text"] += 1
        assert cell.data_type == "s" and cell.number_format == "@", where
        assert as_csv(unescaped(cell.value)) == without_controls(text), where


def check_shown(value, text, field, number_format, where):
    """What a person sees."""
    where = f"{where}: {value!r} is shown for {text!r}"
    kind = field["type"]
    if kind in ("integer", "number") and text and significant(text) <= 15:
        # Formats leave room after a number.
        value, number_format = value.rstrip(), number_format.removesuffix("_)")
        if number_format.endswith("%"):
            percent = (Decimal(text) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert Decimal(value.removesuffix("%")) == percent and value.endswith("%"), where
        else:
            whole, _, decimals = value.partition(".")
            assert re.fullmatch(r"-?\d{1,3}(,\d{3})*", whole), where
            assert Decimal(value.replace(",", "")) == Decimal(text), where
            assert len(decimals) == len(text.partition(".")[2]), where
    elif kind == "datetime" and text and when(text).date() >= FIRST_DAY:
        assert value == text.replace("T", " "), where
    elif kind == "string":
        assert as_csv(value) == without_controls(text), where
    else:
        assert value == text, where


def check_heading(sheet, columns):
    assert sheet.freeze_panes == "A2", sheet.title
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(columns)).column_letter}{sheet.max_row}", sheet.title
    assert sheet.print_title_rows == "$1:$1" and sheet.print_title_cols.startswith("$A:"), sheet.title
    for cell in sheet[1]:
        assert cell.font.bold and sheet.column_dimensions[cell.column_letter].width >= len(cell.value) + 2, cell


def check_report(book, name, report):
    header, rows = rows_of(report)
    fields = fields_of(report)
    sheet = book[report["report"]]
    columns = [cell.value for cell in sheet[1]]
    assert sorted(columns) == sorted(header), columns
    check_heading(sheet, columns)
    # Names before ids, which are printed only with the runs.
    ids = [column.endswith("_id") for column in columns]
    assert ids == sorted(ids), columns
    last = sheet.cell(1, len(ids) if sheet.title == "report_run" else ids.index(True)).column_letter
    assert sheet.print_area == f"'{sheet.title}'!$A$1:${last}${1 + len(rows)}", sheet.print_area
    assert sheet.max_row == 1 + len(rows), (sheet.title, sheet.max_row, len(rows))
    places = [header.index(column) for column in columns]
    for number, row in enumerate(rows):
        for place, column in enumerate(columns):
            check_value(sheet.cell(number + 2, place + 1), row[places[place]], fields[column])
    if shown:
        lines = read_csv((shown / f"{name}-{report['report']}.csv").read_text())
        assert lines[0] == columns and len(lines) == 1 + len(rows), sheet.title
        for number, row in enumerate(rows):
            for place, column in enumerate(columns):
                cell = sheet.cell(number + 2, place + 1)
                check_shown(
                    lines[number + 1][place], row[places[place]], fields[column], cell.number_format,
                    f"{name} {sheet.title}!{cell.coordinate}")
    return len(rows)


def check_about(book, tenant, entry):
    sheet = book["About"]
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    facts = {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}
    assert values[0] == f"{tenant} · {entry['schedule']} · {entry['period']['label']}"
    assert facts["Revision"] == entry["revision"] and facts["CRM read at"] == entry["snapshot_at"]
    window = entry.get("window", entry["period"])
    assert facts["Window ends, exclusive"] == when(window["end"])
    assert facts.get("Window begins") == when(window.get("start"))
    assert facts["Complete"] == "yes" and facts["Tenant"] == tenant
    texts = set(map(str, values))
    for report in entry["reports"]:
        for file in report["files"]:
            assert {file["path"], file["sha256"]} <= texts
        for total in report["files"][0]["control_totals"].values():
            is_exact = significant(total) > 15
            assert total in values if is_exact else any(
                not isinstance(value, str) and isinstance(value, (int, float)) and Decimal(repr(value)) == Decimal(total)
                for value in values), total
        if "runs" in report:
            runs = report["runs"]
            assert set(runs["ids"] if "ids" in runs else [f"{runs['succeeded']} runs; SHA-256 of their ids in order: {runs['digest']}"]) <= texts


manifest = json.loads((tree / "manifest.json").read_text())
tenant = manifest["tenant"]["slug"]
rows = 0
for part in manifest["parts"]:
    for entry in json.loads((tree / part["path"]).read_text())["occurrences"]:
        (view,) = [file for file in entry["files"] if file["format"] == "xlsx"]
        book = openpyxl.load_workbook(tree / view["path"])
        types = [report["report"] for report in entry["reports"]]
        assert book.sheetnames == ["About", *types, "Columns"], book.sheetnames
        assert book.active.title == "About"
        for report in entry["reports"]:
            rows += check_report(book, Path(view["path"]).stem, report)
        check_about(book, tenant, entry)
        documented = {(row[0].value, row[1].value) for row in book["Columns"].iter_rows(min_row=2)}
        for report in entry["reports"]:
            assert {(report["report"], column) for column in fields_of(report)} <= documented
print(rows, json.dumps(compared))
# Every kind was among them.
assert rows == 0 or all(compared.values())
