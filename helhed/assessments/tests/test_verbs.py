"""What can happen in an assessment, and what cannot."""

from datetime import date

import pytest

from helhed.assessments import ffb, verbs
from helhed.assessments.models import Condition, Level
from helhed.assessments.overview import profile, themes_of
from helhed.audit.models import Event
from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict

MONDAY = date(2026, 11, 16)
SOCIAL = next(t.code for t in ffb.of_kind("theme") if t.label == "Samfundsliv")
POST = next(c.code for c in ffb.of_kind("condition") if c.label == "Håndtere post")
SLEEP = next(c.code for c in ffb.of_kind("condition") if c.label == "Søvn")
HOMELESS = next(g.code for g in ffb.of_kind("target_group") if g.label == "Hjemløshed")
ALCOHOL = next(g.code for g in ffb.of_kind("target_group") if g.label == "Alkoholmisbrug")


def say(assessment, by, side="citizen", **words):
    words = {"text": "Brevene ligger i en pose.", "said_on": MONDAY, **words}
    return verbs.note_view(assessment, by=by, theme=SOCIAL, side=side, **words)


def ready(assessment, by):
    say(assessment, by)
    verbs.name_target_groups(assessment, by=by, codes=[HOMELESS])


def conclude(assessment, by, **fields):
    fields = {"summary": "Karen kan selv, når nogen åbner brevene med hende.", **fields}
    fields = {"support_need": 2, "based_on": assessment.version, "on": MONDAY, **fields}
    return verbs.conclude(assessment, by=by, **fields)


def test_only_one_is_written_at_a_time(assessment, karen, kasper):
    with pytest.raises(AgainstARule, match="udredning i gang"):
        verbs.open_assessment(karen, by=kasper, reason="En til", on=MONDAY)


def test_several_sides_stand_beside_each_other(assessment, kasper):
    say(assessment, kasper)
    say(assessment, kasper, side="network", source="Veninden Grete", text="Hun gemmer dem.")
    say(assessment, kasper, text="Nu har jeg en mappe.")

    theme = next(t for t in themes_of(assessment) if t.code == SOCIAL)

    assert [len(side.views) for side in theme.sides] == [2, 1, 0]


def test_others_are_named_as_the_source(assessment, kasper):
    with pytest.raises(AgainstARule, match="hvem det kommer fra"):
        say(assessment, kasper, side="network")


def test_the_citizen_may_leave_a_theme_alone(assessment, kasper):
    view = say(assessment, kasper, text="", skipped=True)
    assert view.skipped
    with pytest.raises(AgainstARule):
        say(assessment, kasper, text="", skipped=False)


def test_a_subtheme_belongs_to_its_theme(assessment, kasper):
    with pytest.raises(verbs.views.SubthemeOfAnotherTheme):
        say(assessment, kasper, condition=SLEEP)


def test_a_level_follows_the_condition_and_keeps_what_was(assessment, karen, kasper):
    for on, function in ((date(2026, 1, 5), 3), (MONDAY, 1)):
        verbs.set_level(karen, by=kasper, code=POST, function=function, support=2, on=on)

    (row,) = profile(karen.pk)

    assert Condition.objects.count() == 1
    assert (row.first.function, row.last.function) == (3, 1)
    assert row.last_words == "Let nedsat funktionsevne"
    assert row.support_words == "Moderat støttebehov"


def test_a_level_taken_back_is_not_drawn(assessment, karen, kasper):
    level = verbs.set_level(karen, by=kasper, code=POST, function=3, on=MONDAY)
    verbs.withdraw_level(level, by=kasper, on=MONDAY)
    assert profile(karen.pk) == []
    assert Level.objects.filter(pk=level.pk).exists()


def test_not_assessed_is_told_and_has_no_place_in_the_drawing(karen, kasper):
    verbs.set_level(karen, by=kasper, code=POST, function=9, on=MONDAY)
    (row,) = profile(karen.pk)
    assert row.last_words == "Ikke vurderet"
    assert row.x_last is None


def test_sleep_carries_no_level_of_function(karen, kasper):
    with pytest.raises(verbs.CarriesNoLevel):
        verbs.set_level(karen, by=kasper, code=SLEEP, function=2, on=MONDAY)
    assert verbs.set_level(karen, by=kasper, code=SLEEP, note="Sover om dagen", on=MONDAY).pk


@pytest.mark.parametrize("function", [5, 8, 10])
def test_a_level_off_the_scale_is_refused(karen, kasper, function):
    with pytest.raises(AgainstARule, match="0 til 4"):
        verbs.set_level(karen, by=kasper, code=POST, function=function, on=MONDAY)


def test_groups_stand_in_order_and_can_change_places(assessment, kasper):
    verbs.name_target_groups(assessment, by=kasper, codes=[HOMELESS, ALCOHOL])
    verbs.name_target_groups(assessment, by=kasper, codes=[ALCOHOL, HOMELESS, ALCOHOL])
    assert list(assessment.target_groups.values_list("code", flat=True)) == [ALCOHOL, HOMELESS]


def test_nothing_is_concluded_before_the_citizen_is_asked(assessment, kasper):
    with pytest.raises(verbs.NotReady, match="Borgerens eget syn"):
        conclude(assessment, kasper)
    assert [line.key for line in verbs.what_is_missing(assessment)] == ["citizen", "groups"]


def test_what_we_lack_is_answered_or_given_up_first(assessment, kasper):
    ready(assessment, kasper)
    gap = verbs.ask_for(assessment, by=kasper, what="Udskrivningsbrev", who_has_it="Afsnit N7")
    with pytest.raises(verbs.NotReady):
        conclude(assessment, kasper)
    with pytest.raises(AgainstARule):
        verbs.give_up_gap(gap, by=kasper, because="", on=MONDAY)
    verbs.give_up_gap(gap, by=kasper, because="Afsnittet er lukket", on=MONDAY)
    assert conclude(assessment, kasper).state == "concluded"
    with pytest.raises(verbs.AssessmentHasEnded):
        verbs.answer_gap(gap, by=kasper, answer="Kom alligevel", on=MONDAY)


def test_a_concluded_one_is_not_written_in_until_taken_up(assessment, kasper):
    ready(assessment, kasper)
    conclude(assessment, kasper)
    with pytest.raises(verbs.AssessmentHasEnded):
        say(assessment, kasper)
    verbs.take_up_again(assessment, by=kasper)
    assert say(assessment, kasper).pk


def test_two_who_write_meet_both_texts(assessment, kasper):
    based_on = assessment.version
    verbs.describe(assessment, by=kasper, based_on=based_on, reason="Bolig")
    with pytest.raises(Conflict) as both:
        verbs.describe(assessment, by=kasper, based_on=based_on, reason="Ro om natten")
    assert both.value.theirs["reason"] == "Bolig"


def test_setting_aside_needs_a_reason(assessment, kasper):
    with pytest.raises(AgainstARule, match="hvorfor"):
        verbs.set_aside(assessment, by=kasper, because=" ", on=MONDAY)
    verbs.set_aside(assessment, by=kasper, because="Vil hellere i gang med tænderne", on=MONDAY)
    assert Event.objects.filter(action="assessments.set_aside").count() == 1


def test_all_codes_have_their_theme_and_label():
    themes = {theme.code for theme in ffb.of_kind("theme")}
    conditions = ffb.of_kind("condition")
    assert (len(themes), len(conditions)) == (11, 67)
    assert {condition.group for condition in conditions} == themes
    assert sum(ffb.carries_level(condition.code) for condition in conditions) == 31
    assert ffb.level_label("severity", 0) == "Ingen nedsat funktionsevne"
