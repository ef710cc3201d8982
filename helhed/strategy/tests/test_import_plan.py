"""`helhed import_plan`: what it prints, what it refuses, and that it stores nothing unasked."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from helhed.strategy.models import ImportDraft, Initiative
from helhed.strategy.tests.documents.made import HERE


def run(*arguments):
    out = io.StringIO()
    call_command("import_plan", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_json_has_the_shape_that_is_promised():
    data = json.loads(run(HERE / "havn.txt", "--json"))

    assert data["document"] == "havn.txt"
    assert data["period"] == [2027, 2028]
    card = data["cards"][0]
    promised = {
        *("number", "title", "committees", "goals", "target_group", "carried_over"),
        *("carried_over_text", "challenge", "description", "success_criteria", "partners"),
        *("contacts", "unplaced"),
    }
    assert promised <= set(card)
    assert {"department", "title", "person", "raw"} <= set(card["contacts"][0])
    assert data["coverage"]["lines"] == 95


def test_json_asks_no_database():
    """pytest-django fails a test without its mark that touches the database."""
    assert json.loads(run(HERE / "baadpolitik.md", "--json"))["kind"] == "policy"


def test_labels_of_another_municipality_are_added_from_a_file():
    data = json.loads(run(HERE / "fjord.md", "--json", "--labels", HERE / "fjord_labels.toml"))

    assert [card["title"] for card in data["cards"]] == ["Badebro", "Sauna"]


@pytest.mark.parametrize("name", ["forord.txt", "missing.txt", "fjord_labels.toml", "."])
def test_what_cannot_be_read_ends_with_two_and_names_the_file(name):
    with pytest.raises(CommandError) as refused:
        run(HERE / name, "--json")

    assert refused.value.returncode == 2
    assert (name if name != "." else "documents") in str(refused.value)


@pytest.mark.django_db
def test_a_rehearsal_tells_what_would_change_and_stores_nothing():
    told = run(HERE / "havn.txt", "--dry-run")

    assert "3 nye" in told
    assert "Dækning: 94 af 95 linjer" in told
    assert "Ida Holm" not in told
    assert not ImportDraft.objects.exists()


@pytest.mark.django_db
def test_without_accepting_it_says_where_to_look_it_through():
    told = run(HERE / "havn.txt")

    draft = ImportDraft.objects.get()
    assert f"/strategy/documents/{draft.pk}/" in told
    assert not Initiative.objects.exists()


@pytest.mark.django_db
def test_somebody_who_may_accepts_at_once(signe):
    told = run(HERE / "havn.txt", "--accept", "--as", "signe")

    assert "3 nye" in told
    assert Initiative.objects.count() == 3
    assert ImportDraft.objects.get().accepted_by == signe


@pytest.mark.django_db
def test_nobody_else_accepts(amira):
    for more in (["--accept"], ["--accept", "--as", "amira"], ["--accept", "--as", "nobody"]):
        with pytest.raises(CommandError):
            run(HERE / "havn.txt", *more)

    assert not Initiative.objects.exists()
