"""`helhed receive` as an operator and an integration test call it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from helhed.exchange.models import Message, ReceiverAddress, ReceiverToken
from helhed.exchange.tests.messages import CPR, MONDAY, Ward
from helhed.stays.models import Stay

KEYS = [
    *("file", "message_id", "type", "outcome", "ack", "status"),
    *("shown", "report_of_admission", "errors", "effects"),
]


@pytest.fixture
def files(tmp_path):
    ward = Ward()
    admission = ward.stin(MONDAY, report=True)
    (tmp_path / "1-stin.json").write_bytes(admission.data)
    (tmp_path / "2-broken.json").write_bytes(admission.data[:300])
    (tmp_path / "3-again.xml").write_bytes(admission.resent().xml)
    (tmp_path / "4-slhj.xml").write_bytes(ward.slhj(MONDAY.replace(day=5)).xml)
    return [str(path) for path in sorted(tmp_path.iterdir())]


def receive(*arguments: str):
    out = StringIO()
    call_command("receive", "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_a_rehearsal_needs_no_database_and_answers_every_file_in_order(files):
    # No database is allowed in this test: any question to it would fail.
    rows = receive("--rehearse", *files)

    assert [list(row) for row in rows] == [KEYS] * 4
    assert [row["file"] for row in rows] == files
    assert [row["outcome"] for row in rows] == ["accepted", "rejected", "duplicate", "accepted"]
    assert [row["status"] for row in rows] == ["admitted", None, "admitted", "not_admitted"]
    assert [row["report_of_admission"] for row in rows] == [True, False, False, False]
    assert rows[1]["errors"][0].startswith(f"{files[1]}: line ")
    assert rows[3]["effects"] == ["discharge_from_hospital"]


@pytest.mark.parametrize("before", [True, False])
def test_those_without_basis_may_be_named_before_or_after_the_files(files, before):
    given = ["--without-basis", CPR]
    rows = receive("--rehearse", *(given + files if before else files + given))
    assert [row["outcome"] for row in rows] == ["not_ours", "rejected", "duplicate", "not_ours"]
    assert {row["status"] for row in rows} == {None}
    assert CPR not in json.dumps(rows)


def test_in_words_for_people(files):
    out = StringIO()
    call_command("receive", "--rehearse", *files, stdout=out)
    assert "STIN  accepted  ok  admitted  admit_to_hospital" in out.getvalue()
    assert "MSG_BAD_SYNTAX" in out.getvalue()


def test_a_file_that_is_not_there_is_told_and_stops_no_other(files, tmp_path):
    out = StringIO()
    missing = str(tmp_path / "none.json")
    with pytest.raises(CommandError, match="nobody is answered"):
        call_command("receive", "--json", "--rehearse", missing, *files, stdout=out)
    assert len(json.loads(out.getvalue())) == 5


def test_numbers_without_basis_belong_to_a_rehearsal(files):
    with pytest.raises(CommandError):
        call_command("receive", *files, "--without-basis", CPR)


@pytest.mark.django_db
def test_received_for_good(files, numbered):
    rows = receive(*files)

    assert [row["outcome"] for row in rows] == ["accepted", "rejected", "duplicate", "accepted"]
    assert Stay.objects.get(citizen=numbered).ended_at.day == 5
    assert Message.objects.count() == 4


@pytest.mark.django_db
def test_setting_up_the_receiver():
    out = StringIO()
    call_command("make_receiver_token", "VANS", stdout=out, stderr=StringIO())
    assert out.getvalue().startswith("hlh_")
    assert ReceiverToken.objects.count() == 1
    with pytest.raises(CommandError):
        call_command("make_receiver_token", "VANS", stdout=out)

    call_command("answer_for", "953741000016009", "5790001348120", "Udsatteenheden", stdout=out)
    assert ReceiverAddress.objects.get().sor == "953741000016009"
    with pytest.raises(CommandError):
        call_command("answer_for", "953741000016009", "5790001348121", "Udsatteenheden")
