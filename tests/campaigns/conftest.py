"""The invented municipality, built once by the verbs for the campaigns that look around in it."""

from helhed.demo.tests.conftest import built

__all__ = ["built"]
