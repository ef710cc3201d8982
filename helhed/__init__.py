"""Helhed: one person, one plan, one team."""
