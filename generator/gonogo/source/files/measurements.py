"""Measured values in files that other tools wrote: JSON, CSV and JUnit."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from gonogo.core.diagnostics import GonogoError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 16 * 1024 * 1024
_COLUMNS = ["metric", "value"]


def read_measurements(file: Path) -> Mapping[str, str] | str:
    """The values, keyed by metric id; or, for a JUnit file, the percentage of tests that passed, such as `99.5%`.

    The suffix of the file determines the format. A JSON file is an object of strings and numbers. A CSV file has the
    columns `metric` and `value`. Raises GonogoError for any other content.
    """
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise GonogoError(f"{file} has more than {MAX_BYTES} bytes", "write a smaller file, with only the values")
    try:
        match file.suffix.lower():
            case ".json":
                return _read_json(data)
            case ".csv":
                return _read_csv(data.decode("utf-8-sig"))
            case ".xml":
                return _read_junit(data)
    except (ValueError, ET.ParseError) as error:
        raise GonogoError(f"{file} cannot be read: {error}") from error
    raise GonogoError(f"{file} is not a .json, .csv or .xml file", "name a file in one of these formats")


def _read_json(data: bytes) -> Mapping[str, str]:
    # Numbers are kept as written: 0.10 does not become 0.1.
    values = json.loads(data, parse_float=str, parse_int=str, parse_constant=_refuse)
    if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
        raise ValueError('expected an object such as {"error-rate": "0.2%"}')
    return values


def _refuse(word: str) -> str:
    raise ValueError(f"{word} is not a number")


def _read_csv(text: str) -> Mapping[str, str]:
    rows = list(csv.reader(io.StringIO(text), strict=True))
    if not rows or rows[0] != _COLUMNS or not all(len(row) == len(_COLUMNS) for row in rows):
        raise ValueError(f"expected the columns {' and '.join(_COLUMNS)}")
    values = {row[0]: row[1] for row in rows[1:]}
    if len(values) < len(rows) - 1:
        raise ValueError("a metric has several rows")
    return values


def _read_junit(data: bytes) -> str:
    """The percentage of the tests that passed, among the tests that ran, with at most two decimals."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("a JUnit file must not have a document type")
    cases = list(ET.fromstring(data).iter("testcase"))  # noqa: S314 - without a document type, no entity can expand
    run = [case for case in cases if case.find("skipped") is None]
    if not run:
        raise ValueError("none of its tests ran")
    passed = sum(case.find("failure") is None and case.find("error") is None for case in run)
    hundredths = passed * 10_000 // len(run)  # rounded down, so that 100% means that all tests passed
    return f"{hundredths / 100:g}%"
