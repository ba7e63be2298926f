"""Excel out and in with the same columns: `write` gives bytes, `read` takes them back."""

from bening.kernel.documents.columns import Column, Sheet
from bening.kernel.documents.sheets_ask import names, read, read_records
from bening.kernel.documents.sheets_limits import LARGE, USUAL, Limits
from bening.kernel.documents.sheets_read import Read, Row
from bening.kernel.documents.sheets_write import write

__all__ = ["LARGE", "USUAL", "Column", "Limits", "Read", "Row", "Sheet", "names", "read", "read_records", "write"]
