"""Reading a document in, putting right what was read, and knowing more labels."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.strategy.models import ImportDraft, PrintedLabel
from helhed.strategy.reading.documents import Reading, read_document
from helhed.strategy.reading.labels import Labels, add_labels, load_labels
from helhed.strategy.reading.policies import same_text
from helhed.strategy.reading.refusals import NothingFound
from helhed.strategy.reading.shapes import as_data
from helhed.strategy.reading.sources import lines_of, shown_name

CORRECTABLE = (
    "title",
    "committees",
    "goals",
    "target_group",
    "carried_over",
    "carried_over_text",
    "challenge",
    "description",
    "success_criteria",
    "partners",
    "contacts",
)
LONGEST_TEXT = 50_000


class AlreadyDecided(Refused):
    message = _("The document is accepted or discarded already. Read it in again to change it.")


class NoSuchField(Refused):
    message = _("The card has no such field.")


class TextTooLong(Refused):
    message = _("The text is longer than a field can hold.")


class HeldAlready(Refused):
    message = _("The document is the foreword of a policy that is read in already.")


def labels_known(*files: tuple[str, str]) -> Labels:
    """The table of labels with what people added to it, and with `files` as (name, TOML text)."""
    added = PrintedLabel.objects.values_list("field", "text")
    return add_labels(load_labels(*files), added)


@transaction.atomic
def upload_document(
    *, by: User | None, name: str, content: bytes, labels: Labels | None = None
) -> ImportDraft:
    """Read a document and keep it with what was found, until somebody accepts.

    `by` is None when the command line reads it. Raises CannotRead, and HeldAlready for a foreword
    that a policy repeats.
    """
    reading = _read(content, name, labels or labels_known())
    draft = ImportDraft(
        name=reading.name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=by,
        **_found(reading),
    )
    checked(draft).save()
    audit.record("strategy.upload_document", by=by, obj=draft, bytes=len(content))
    return draft


def _read(content: bytes, name: str, labels: Labels) -> Reading:
    try:
        return read_document(content, name, labels)
    except NothingFound:
        if is_known_foreword(content, name):
            raise HeldAlready from None
        raise


def is_known_foreword(content: bytes, name: str) -> bool:
    """Whether the document is the foreword of a policy that was read in before."""
    text = "\n".join(line.text for line in lines_of(content, shown_name(name)))
    policies = ImportDraft.objects.filter(
        kind=ImportDraft.Kind.POLICY, state=ImportDraft.State.ACCEPTED
    )
    return any(
        same_text(data.get("foreword", ""), text)
        for data in policies.values_list("data", flat=True)
    )


def _found(reading: Reading) -> dict[str, Any]:
    data = as_data(reading)
    # PostgreSQL keeps no NUL in text.
    text = "\n".join(line.raw.replace("\x00", "") for line in reading.lines)
    return {"data": data, "kind": data["kind"], "text": text}


@transaction.atomic
def read_again(draft: ImportDraft, *, by: User) -> ImportDraft:
    """Read the kept document once more, with the labels known by now. Corrections stay."""
    draft = locked(draft)
    reading = read_document(bytes(draft.content), draft.name, labels_known())
    for name, value in _found(reading).items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save(update_fields=["data", "kind", "text", "version"])
    audit.record("strategy.read_again", by=by, obj=draft)
    return draft


@transaction.atomic
def add_label(text: str, *, by: User, field: str) -> PrintedLabel:
    """Let the words name the field in every document from now on."""
    label = PrintedLabel(field=field, text=" ".join(text.split()).rstrip(" :?."), added_by=by)
    checked(label).save()
    audit.record("strategy.add_label", by=by, obj=label, field=field)
    return label


@transaction.atomic
def remove_label(label: PrintedLabel, *, by: User) -> None:
    audit.record("strategy.remove_label", by=by, obj=label, field=label.field)
    label.delete()


@transaction.atomic
def correct_field(draft: ImportDraft, *, by: User, card: int, field: str, text: str) -> ImportDraft:
    """Put right what was read in one field of a card, before it is accepted.

    Committees and goals stand one a line; contacts one a line as `department; post; name`;
    `carried_over` is yes, no or unknown.
    """
    draft = locked(draft)
    if field not in CORRECTABLE or not _has_card(draft, card):
        raise NoSuchField
    if len(text) > LONGEST_TEXT:
        raise TextTooLong
    tidy = text.replace("\r\n", "\n").replace("\x00", "").strip()
    draft.corrections.setdefault(str(card), {})[field] = tidy
    draft.version += 1
    draft.save(update_fields=["corrections", "version"])
    audit.record("strategy.correct_field", by=by, obj=draft, card=card, field=field)
    return draft


def _has_card(draft: ImportDraft, number: int) -> bool:
    return any(card["number"] == number for card in draft.data.get("cards", []))


@transaction.atomic
def discard_document(draft: ImportDraft, *, by: User) -> None:
    """Take in nothing of it; the document and what was read stay for whoever asks later."""
    draft = locked(draft)
    draft.state = ImportDraft.State.DISCARDED
    draft.version += 1
    draft.save(update_fields=["state", "version"])
    audit.record("strategy.discard_document", by=by, obj=draft)


def locked(draft: ImportDraft) -> ImportDraft:
    """The draft, so that nobody else decides on it meanwhile. Raises AlreadyDecided."""
    draft = ImportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.state != ImportDraft.State.OPEN:
        raise AlreadyDecided
    return draft
