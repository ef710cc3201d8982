"""The settings of a machine at home, and a view that makes one query, to measure others by."""

from helhed.config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "scripts.bench_urls"
