"""Pictures say what they hide, and carry nothing a strict CSP would refuse."""

import re

import pytest

from helhed.design import charts
from helhed.design.charts import Column, Point

NAMES = ("Hospital", "Shelter")


def drawn(*columns, **more):
    return charts.columns(columns, names=NAMES, title="Discharges", **more)


def words(picture):
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.wide)


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def test_shown_parts_and_totals_stand_in_the_picture():
    said = words(drawn(Column("2024", (13, 6), 19)))

    assert {"13", "6", "19", "2024", *NAMES} <= set(said)


def test_hidden_parts_are_one_hatched_outline_of_the_total():
    picture = drawn(Column("2024", (None, None), 12), Column("2025", (8, 9), 17))

    assert "hidden" in words(picture)
    assert "12" in words(picture)
    assert "-hatch)" in picture.wide


def test_nothing_of_a_hidden_total_can_be_measured():
    """The same picture whatever stood there: the stub depends on the shown columns alone."""
    one = drawn(Column("2024", (None, None), None), Column("2025", (8, 9), 17))

    assert "hidden" in words(one)
    assert not {"2", "3", "4"} & set(words(one))


def test_missing_is_said_and_neither_hidden_nor_zero():
    said = words(drawn(Column("2024", (0, 0), 0, missing=True), Column("2025", (8, 9), 17)))

    assert "no figure" in said
    assert "hidden" not in said


def test_zero_is_shown_as_zero():
    assert words(drawn(Column("2024", (0, 0), 0), Column("2025", (8, 9), 17))).count("0") >= 2


def test_a_line_breaks_where_it_is_hidden():
    points = [Point("1", 4), Point("2", None), Point("3", 6), Point("4", None, missing=True)]

    picture = charts.lines({"Share": points}, title="Share", goal=8)

    assert {"hidden", "no figure", "4", "6"} <= set(words(picture))
    assert "-hatch)" in picture.wide


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", '" onload="x', "a & b"])
def test_words_are_escaped(label):
    picture = charts.columns(
        [Column(label, (7,), 7)], names=[label], title=label, description=label, unit=label
    )

    for svg in picture.wide, picture.narrow:
        assert "<script" not in svg
        assert "<" not in re.sub(r"<[a-z/][^<>]*>", "", svg)


def test_a_strict_policy_finds_nothing_to_refuse():
    picture = drawn(Column("2024", (None, None), 12), goal=0, unit="antal")

    for svg in picture.wide, picture.narrow:
        assert not re.search(r"""\sstyle=|<style|<script|\son[a-z]+=|javascript:""", svg)
        assert not re.search(r"(?:href|url)\s*[=(]\s*['\"]?(?:https?:|//)", svg)


def test_each_picture_has_a_name_for_screen_readers():
    picture = drawn(Column("2024", (13, 6), 19), description="19 in 2024.")

    named = re.search(r'aria-labelledby="(\S+) (\S+)"', picture.wide)
    assert f'<title id="{named[1]}">Discharges</title>' in picture.wide
    assert f'<desc id="{named[2]}">19 in 2024.</desc>' in picture.wide
    assert named[1] not in picture.narrow


def test_there_are_no_pictures_within_the_picture():
    picture = drawn(Column("2024", (13, 6), 19))

    assert re.findall(r'role="([^"]*)"', picture.wide) == ["img"]
    assert "aria-roledescription" not in picture.wide
