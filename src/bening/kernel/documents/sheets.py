"""Excel out and in with the same columns: `write` gives bytes, `read` takes them back."""

from bening.kernel.documents.columns import Column, Sheet
from bening.kernel.documents.sheets_ask import names, read
from bening.kernel.documents.sheets_read import Read, Row
from bening.kernel.documents.sheets_write import write

__all__ = ["Column", "Read", "Row", "Sheet", "names", "read", "write"]
