"""The settings of the product with one address more."""

from bening.config.settings import *  # noqa: F403  # the product's, whole

ROOT_URLCONF = "bench.server_urls"
