"""Seals the secrets of second factors with a key that comes from the secret key of this installation."""

import base64
import hashlib
import hmac
import logging
import os
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_FOR = b"bening.kernel.people.sealing"
_log = logging.getLogger(__name__)


def seal(text: str, keys: Sequence[str]) -> str:
    """Return a secret as it may lie in the database and in a backup, sealed with the first of the keys."""
    return _lock(keys).encrypt(text.encode()).decode()


def unseal(sealed: str, keys: Sequence[str]) -> str:
    """Return a secret that one of the keys sealed; where none did, one that no code fits, and a line in the log."""
    try:
        return _lock(keys).decrypt(sealed).decode()
    except InvalidToken:
        _log.warning("A second factor was sealed with another secret key: see `take_off_code`.")
        return base64.b32encode(os.urandom(20)).decode()


def _lock(keys: Sequence[str]) -> MultiFernet:
    derived = (hmac.digest(key.encode(), _FOR, hashlib.sha256) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
