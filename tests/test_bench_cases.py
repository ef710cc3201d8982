"""The municipality that is measured has a case to open, made by the verbs and made once."""

import pytest

from helhed.decisions.models import CaseFile, Decision
from helhed.decisions.shipping import load_registers
from scripts import bench_cases

pytestmark = pytest.mark.django_db


def test_each_caseworker_has_a_case_with_all_of_it(karen, kasper, amira):
    load_registers()
    for _twice in range(2):
        bench_cases.fill([kasper, amira])

    case = CaseFile.objects.get()
    assert case.caseworker == kasper
    assert case.facts.count() == 3
    assert case.hearings.count() == 1
    assert Decision.objects.get(case=case).dkk_a_month == 18_500
