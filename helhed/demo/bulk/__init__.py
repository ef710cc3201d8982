"""A municipality of any size: one district built by the verbs, then copied inside the database.

docs/decisions tells why; a test proves that copies equal the original, table by table.
"""

from helhed.demo.bulk.copying import copy_district, finish_what_was_begun

__all__ = ["copy_district", "finish_what_was_begun"]
