"""Tables in files: read in batches, written beside their place and moved there when all is done."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from bening.scoring import yamltree
from bening.scoring.many.columns import ID
from bening.scoring.text import Place, refuse

ENDINGS = (".csv", ".parquet", ".arrow")
CSV_BLOCK = 1 << 22
LONGEST_HEADER = 1 << 20


@dataclass(frozen=True, slots=True)
class Table:
    """A table to read: names and types of its columns, its batches, its rows where the file tells them, and the
    number of its first row as a reader counts them."""

    schema: Any
    batches: Iterator[Any]
    rows: int | None
    first: int


def ending_of(path: Path) -> str:
    """Return the ending of a table's name; raises `Refused` for others than .csv, .parquet and .arrow."""
    ending = path.suffix.lower()
    if yamltree.is_folder(path):
        raise refuse("file_is_folder", Place(str(path)))
    if ending not in ENDINGS:
        raise refuse("file_ending", Place(str(path)), known=", ".join(ENDINGS))
    return ending


@contextmanager
def opened(path: Path, batch_rows: int) -> Iterator[Table]:
    """Open a table to be read in batches of at most so many rows; raises `Refused`."""
    ending = ending_of(path)
    file = str(path)
    with _refusing(file):
        if path.exists() and not path.is_file():
            raise refuse("file_not_regular", Place(file))
        stream = pa.OSFile(file)
    with stream:
        with _refusing(file):
            if ending == ".csv":
                table = _csv(stream, file)
            else:
                table = _parquet(stream, batch_rows) if ending == ".parquet" else _arrow(stream)
        yield Table(table.schema, _parts(table.batches, batch_rows, file), table.rows, table.first)


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    try:
        yield
    except pa.ArrowException as error:
        if "invalid UTF8" in str(error):
            raise refuse("file_encoding", Place(file)) from None
        raise refuse("many_broken", Place(file), reason=str(error).splitlines()[0][:300]) from None
    except OSError as error:
        if error.errno is None:  # Arrow's own word for content that ends too early
            raise refuse("many_broken", Place(file), reason=str(error).splitlines()[0][:300]) from None
        raise refuse("file_unreadable", Place(file), reason=error.strerror or str(error)) from None
    except UnicodeError as error:
        raise refuse("file_unreadable", Place(file), reason=str(error)) from None


def _parts(batches: Iterator[Any], size: int, file: str) -> Iterator[Any]:
    """Yield the rows in parts of one size, however the file divides them; what fails in reading them is refused."""
    held: list[Any] = []
    while True:
        with _refusing(file):
            batch = next(batches, None)
            if batch is not None:
                held.append(batch)
            whole = _joined(held) if batch is None or sum(part.num_rows for part in held) >= size else None
        if whole is not None:
            end = whole.num_rows if batch is None else whole.num_rows - whole.num_rows % size
            for start in range(0, end, size):
                yield whole.slice(start, min(size, end - start))
            held = [whole.slice(end)]
        if batch is None:
            return


def _joined(batches: list[Any]) -> Any:
    """Return batches as one, None where there is none."""
    if not batches or not batches[1:]:
        return batches[0] if batches else None
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    return (table.to_batches() or [None])[0]


def _parquet(stream: Any, batch_rows: int) -> Table:
    source = parquet.ParquetFile(stream)
    schema = source.schema_arrow
    texts = [field.name for field in schema if pa.types.is_string(field.type) and field.name.strip() != ID]
    source = parquet.ParquetFile(stream, metadata=source.metadata, read_dictionary=texts)
    return Table(schema, source.iter_batches(batch_rows), source.metadata.num_rows, 1)


def _arrow(stream: Any) -> Table:
    is_file = stream.read(6) == b"ARROW1"
    stream.seek(0)
    if not is_file:
        reader = pa.ipc.open_stream(stream)
        return Table(reader.schema, iter(reader), None, 1)
    source = pa.ipc.open_file(stream)
    return Table(source.schema, (source.get_batch(at) for at in range(source.num_record_batches)), None, 1)


def _csv(stream: Any, file: str) -> Table:
    """Read text cells; the header names them first, so that each column becomes codes into its distinct texts."""
    names, separator = _header(stream, file)
    text = pa.dictionary(pa.int32(), pa.string())
    kinds = {name: pa.string() if name.strip() == ID else text for name in names}
    odd_rows: list[Any] = []

    def note(row: Any) -> str:
        odd_rows.append(row)
        return "error"

    with _row_named(odd_rows, file):
        reader = arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(block_size=CSV_BLOCK, use_threads=False),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, invalid_row_handler=note
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=kinds, strings_can_be_null=True, null_values=[""]),
        )

    def batches() -> Iterator[Any]:
        with _row_named(odd_rows, file):
            yield from reader

    return Table(reader.schema, batches(), None, 2)


def _header(stream: Any, file: str) -> tuple[list[str], str]:
    """Return the names of the columns and the separator, comma or semicolon."""
    line = stream.read(LONGEST_HEADER).partition(b"\n")[0]
    stream.seek(0)
    try:
        text = line.decode("utf-8-sig")
        separator = ";" if text.count(";") > text.count(",") else ","
        return next(csv.reader([text], delimiter=separator, strict=True), []), separator
    except UnicodeDecodeError:
        raise refuse("file_encoding", Place(file, 1)) from None
    except csv.Error as error:
        raise refuse("many_broken", Place(file, 1), reason=str(error)) from None


@contextmanager
def _row_named(odd_rows: list[Any], file: str) -> Iterator[None]:
    """Refuse by its number the row that has more or fewer cells than the header."""
    try:
        yield
    except pa.ArrowInvalid:
        if not odd_rows:
            raise
        row = odd_rows[0]
        found, wanted = row.actual_columns, row.expected_columns
        raise refuse("many_row_length", Place(file, row.number), found=found, wanted=wanted) from None


@contextmanager
def written(path: Path, schema: Any) -> Iterator[Callable[[Any], None]]:
    """Give a function that writes a batch; the table stands at its place only when all has gone well."""
    writer_of = {".csv": arrow_csv.CSVWriter, ".parquet": _parquet_writer, ".arrow": pa.ipc.new_file}[ending_of(path)]
    beside = path.with_name(f".{path.name}.{token_hex(4)}.part")
    try:
        with pa.OSFile(str(beside), "wb") as stream, writer_of(stream, schema) as writer:
            yield writer.write_batch
        beside.replace(path)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse("output_unwritable", Place(str(path)), reason=reason) from None
    finally:
        with suppress(OSError):
            beside.unlink()


def _parquet_writer(stream: Any, schema: Any) -> Any:
    return parquet.ParquetWriter(stream, schema, store_decimal_as_integer=True)
