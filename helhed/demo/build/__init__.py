"""Tells the story of the simulator to the verbs, day by day, under a moved clock."""

from helhed.demo.build.telling import Built, build, unsupported

__all__ = ["Built", "build", "unsupported"]
