"""Attached tables as data frames."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from chatkit_jupyter.errors import HandlerError

if TYPE_CHECKING:
    from pandas import DataFrame  # pyright: ignore[reportMissingTypeStubs]

    from chatkit_jupyter.attachments.attached import AttachedFile

_SAMPLE_CHARACTERS = 64 << 10
_DELIMITERS = ",;\t|"


def read_table(file: AttachedFile, options: Mapping[str, Any]) -> DataFrame:
    """Read a table with pandas; see `AttachedFile.dataframe`."""
    try:
        pandas = import_module("pandas")
    except ImportError:
        raise HandlerError("attachment.dataframe() needs pandas: run %pip install pandas") from None
    ending = PurePosixPath(file.name).suffix.lower()
    read = _BY_ENDING.get(ending) or _BY_TYPE.get(file.mime_type.partition(";")[0].strip().lower())
    if read is None:
        known = ", ".join(_BY_ENDING)
        raise HandlerError(
            f"{file.name!r} ({file.mime_type}) is not a table that can be read; these are: {known}"
        )
    return read(pandas, file, dict(options))


def _csv(pandas: Any, file: AttachedFile, options: dict[str, Any]) -> Any:
    with file.open("r", options.pop("encoding", None)) as text:
        if not {"sep", "delimiter", "engine"} & set(options):
            options["sep"] = _delimiter(text.read(_SAMPLE_CHARACTERS))
            text.seek(0)
        return pandas.read_csv(text, **options)


def _tsv(pandas: Any, file: AttachedFile, options: dict[str, Any]) -> Any:
    return _csv(pandas, file, {"sep": "\t", **options})


def _json(pandas: Any, file: AttachedFile, options: dict[str, Any]) -> Any:
    return pandas.read_json(file.path, **options)


def _json_lines(pandas: Any, file: AttachedFile, options: dict[str, Any]) -> Any:
    return pandas.read_json(file.path, **{"lines": True, **options})


def _parquet(pandas: Any, file: AttachedFile, options: dict[str, Any]) -> Any:
    return pandas.read_parquet(file.path, **options)


def _excel(pandas: Any, file: AttachedFile, options: dict[str, Any]) -> Any:
    return pandas.read_excel(file.path, **options)


def _delimiter(sample: str) -> str:
    """Find what stands between the values, which is not a comma where commas are decimal."""
    first = sample.partition("\n")[0]
    try:
        found = csv.Sniffer().sniff(sample, _DELIMITERS).delimiter
    except csv.Error:
        return ","
    return found if found in first else ","


_BY_ENDING: dict[str, Callable[[Any, AttachedFile, dict[str, Any]], Any]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
    ".xlsx": _excel,
    ".xls": _excel,
    ".ods": _excel,
}
_BY_TYPE = {
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
    "application/json": _json,
    "application/vnd.apache.parquet": _parquet,
}
