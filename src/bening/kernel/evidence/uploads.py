"""Takes files from a request: each is cut off at the first byte beyond what is allowed."""

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from bening.kernel.evidence.rules import FILE_BYTES, FILES_AT_ONCE


class CappedUpload(TemporaryFileUploadHandler):
    """Streams files to disk; of one that is too long it keeps one byte too many, so that the action refuses it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files = 0
        self.written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self.files += 1
        self.written = 0
        if self.files > FILES_AT_ONCE + 1:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - as Django calls it
        """Write what is still within the limit, count the rest."""
        room = FILE_BYTES + 1 - self.written
        if room > 0:
            self.file.write(raw_data[:room])
            self.written += len(raw_data[:room])

    def file_complete(self, file_size: int) -> TemporaryUploadedFile:
        """Hand over the file with the size that was kept."""
        self.file.seek(0)
        self.file.size = min(file_size, FILE_BYTES + 1)
        return self.file


def use_capped(request: HttpRequest) -> None:
    """Let this request's files come in through `CappedUpload`; before anything reads its body."""
    request.upload_handlers = [CappedUpload(request)]


def files_of(request: HttpRequest, name: str) -> "list[UploadedFile[Any]]":
    """Return the files of a field."""
    return list(request.FILES.getlist(name))
