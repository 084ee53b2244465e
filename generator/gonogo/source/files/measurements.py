"""Measured values from files written by tools: JSON, CSV and JUnit."""

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
    """The values, keyed by metric id; for a JUnit file, the share of tests that passed, as in `99.5%`.

    JSON is an object of strings and numbers, CSV has the columns `metric` and `value`. The suffix determines the
    format. Raises GonogoError for any other content.
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
    # Numbers keep their written form: 0.10 is not 0.1.
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
    """The share of passed tests among the tests that ran, in percent with at most two decimals."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("a JUnit file must not have a document type")
    cases = list(ET.fromstring(data).iter("testcase"))  # noqa: S314 - without a document type nothing expands
    run = [case for case in cases if case.find("skipped") is None]
    if not run:
        raise ValueError("none of its tests ran")
    passed = sum(case.find("failure") is None and case.find("error") is None for case in run)
    hundredths = passed * 10_000 // len(run)  # rounded down: 100% means all
    return f"{hundredths / 100:g}%"
