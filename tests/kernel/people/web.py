"""Signing in through the pages, as a browser does."""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client
from django.utils import timezone

from bening.kernel.people.actions import accounts
from bening.kernel.people.models import User
from tests.kernel.people.city import PASSWORD

SECRET = base64.b32encode(b"twenty bytes of test").decode()


def with_password(user: User) -> User:
    """Give a person the password of the tests."""
    return accounts.set_password(by=user, password=PASSWORD, now=timezone.now())


def with_code(user: User) -> User:
    """Give a person a password and a second factor."""
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt(SECRET)})
    return with_password(user)


def code(secret: str = SECRET, at: float | None = None) -> str:
    """Return the six digits that an application shows, by RFC 6238; written anew to check allauth's."""
    counter = struct.pack(">Q", int(time.time() if at is None else at) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the sign-in page."""
    return client.post("/masuk/", {"login": email, "password": password}, **more)


def signed_in(user: User) -> Client:
    """Return a browser in which a person has signed in; the second factor counts as given."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session.save()
    return client
