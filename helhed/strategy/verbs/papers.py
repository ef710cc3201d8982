"""Writing the committee's paper, section by section."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import FollowUpRound, PaperSection
from helhed.strategy.verbs.rounds import AlreadyFrozen


class FrozenPaper(AlreadyFrozen):
    message = _("The paper is frozen. What has been put before the committee does not change.")


@transaction.atomic
def draft_paper(
    follow_up: FollowUpRound, *, by: User, drafts: dict[str, str]
) -> list[PaperSection]:
    """Put the drafts where nobody has written yet; what a person wrote stays. All six sections."""
    _not_frozen(follow_up)
    standing = {row.kind: row for row in follow_up.sections.select_for_update()}
    for kind in PaperSection.Kind.values:
        row = standing.get(kind)
        if row is None:
            row = standing[kind] = PaperSection(round=follow_up, kind=kind, text=drafts[kind])
            row.save()
        elif row.written_by_id is None and row.text != drafts[kind]:
            save_if_unchanged(row, based_on=row.version, text=drafts[kind])
    audit.record("strategy.draft_paper", by=by, obj=follow_up)
    return [standing[kind] for kind in PaperSection.Kind.values]


@transaction.atomic
def write_section(
    section: PaperSection, *, by: User, based_on: int, text: str, at: datetime
) -> PaperSection:
    """The secretary's own words; earlier ones are kept. Raises Conflict."""
    _not_frozen(section.round)
    if text != section.text or section.version != based_on:
        save_if_unchanged(section, based_on=based_on, text=text)
        PaperSection.objects.filter(pk=section.pk).update(written_by=by, written_at=at)
    audit.record("strategy.write_section", by=by, obj=section, kind=section.kind)
    return section


@transaction.atomic
def return_to_draft(section: PaperSection, *, by: User, draft: str) -> PaperSection:
    """Let the draft be made by itself again; what was written is kept among the versions."""
    _not_frozen(section.round)
    row = PaperSection.objects.select_for_update().get(pk=section.pk)
    row.text, row.written_by, row.written_at = draft, None, None
    row.version += 1
    row.save(update_fields=["text", "written_by", "written_at", "version"])
    audit.record("strategy.return_to_draft", by=by, obj=row, kind=row.kind)
    return row


def _not_frozen(follow_up: FollowUpRound) -> None:
    if FollowUpRound.objects.filter(pk=follow_up.pk, frozen_at__isnull=False).exists():
        raise FrozenPaper
