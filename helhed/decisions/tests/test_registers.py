"""Registers: shipped with source and certainty, dated, never two at once, never overwritten."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from helhed.decisions.models import LegalBasis, Parameter, ServiceType
from helhed.decisions.shipping import SHIPPED, TABLES, CannotRead, load_registers

PARAGRAPHS_OF_THE_LAW = {"SEL85a", "SEL101", "SEL107", "SEL108", "SEL109", "SEL110", "SUL141"}


def test_every_shipped_rule_says_where_it_comes_from_and_how_sure_we_are():
    for model in TABLES.values():
        for row in model.objects.all():
            assert row.source, row.pk
            assert row.certainty in {"V", "S", "K1", "K2", "K3"}, row.pk


def test_the_paragraphs_the_unit_works_by_are_there():
    assert set(LegalBasis.objects.values_list("code", flat=True)) >= PARAGRAPHS_OF_THE_LAW
    assert ServiceType.objects.filter(kind="ydelse").count() == 32


def test_every_parameter_a_paragraph_names_is_in_force_as_long_as_the_paragraph():
    for row in LegalBasis.objects.all():
        for code in filter(None, (row.start_within, row.longest, row.appeal_within)):
            assert Parameter.objects.with_code(code, on=row.from_day), f"{row.pk}: {code}"


def test_loading_again_changes_nothing():
    again = load_registers()

    assert (again.new, again.changed, again.left) == (0, 0, 0)


def test_what_the_municipality_has_changed_is_left_as_it_stands():
    Parameter.objects.filter(code="small_cell_threshold").update(value=10, shipped=False)

    assert load_registers().left == 1
    assert Parameter.objects.get(code="small_cell_threshold").value == Decimal(10)


def test_what_nobody_has_touched_follows_the_program():
    Parameter.objects.filter(code="small_cell_threshold").update(value=10)

    assert load_registers().changed == 1
    assert Parameter.objects.get(code="small_cell_threshold").value == Decimal(5)


def test_two_rules_of_one_code_are_never_in_force_at_once():
    other = Parameter(
        code="small_cell_threshold", value=3, unit="borgere", from_day=date(2026, 1, 1), source="x"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_a_table_that_cannot_be_read_names_the_place_and_changes_nothing(tmp_path):
    lines = (SHIPPED / "parameters.csv").read_text().splitlines()
    broken = [lines[0], lines[1].replace("50", "10", 1), lines[2].replace("120", "hundred", 1)]
    (tmp_path / "parameters.csv").write_text("\n".join(broken))

    with pytest.raises(CannotRead, match=r"parameters.csv, linje 3, kolonne value: 'hundred'"):
        load_registers(tmp_path)

    assert Parameter.objects.get(code="shelter_refund_rate").value == Decimal(50)
