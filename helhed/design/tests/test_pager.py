"""A list of many pages keeps what was asked for while one turns the pages."""

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def pager(number, address="/list/?show=mine&page=2"):
    page = Paginator(range(30), 10).page(number)
    template = engines["django"].from_string(CottonCompiler().process('<c-pager :page="page" />'))
    return template.render({"page": page}, RequestFactory().get(address))


@pytest.mark.parametrize(("number", "links"), [(1, [2]), (2, [1, 3]), (3, [2])])
def test_every_page_leads_to_its_neighbours(number, links):
    shown = pager(number)

    assert [to for to in (1, 2, 3) if f"page={to}" in shown] == links
    assert shown.count("show=mine") == len(links)


def test_a_list_of_one_page_needs_no_pager():
    page = Paginator(range(3), 10).page(1)
    template = engines["django"].from_string(CottonCompiler().process('<c-pager :page="page" />'))

    assert "hh-pager" not in template.render({"page": page}, RequestFactory().get("/list/"))
