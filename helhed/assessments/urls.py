from django.urls import path

from helhed.assessments.views import answering, pages, writing

app_name = "assessments"
urlpatterns = [
    path("<uuid:citizen_id>/", pages.assessments, name="assessments"),
    path("<uuid:citizen_id>/card/", pages.card, name="card"),
    path("<uuid:citizen_id>/open/", writing.open_assessment, name="open-assessment"),
    path("<uuid:citizen_id>/answers/", pages.answers, name="answers"),
    path("<uuid:citizen_id>/answers/<slug:instrument>/", answering.answer, name="answer"),
    path(
        "answers/<uuid:answers_id>/withdraw/",
        answering.withdraw_answers,
        name="withdraw-answers",
    ),
    path("assessment/<uuid:assessment_id>/", pages.assessment, name="assessment"),
    path("assessment/<uuid:assessment_id>/describe/", writing.describe, name="describe"),
    path(
        "assessment/<uuid:assessment_id>/themes/<slug:theme>/note/",
        writing.note_view,
        name="note-view",
    ),
    path(
        "assessment/<uuid:assessment_id>/themes/<slug:theme>/level/",
        writing.set_level,
        name="set-level",
    ),
    path(
        "assessment/<uuid:assessment_id>/groups/",
        writing.name_target_groups,
        name="name-target-groups",
    ),
    path("assessment/<uuid:assessment_id>/ask-for/", writing.ask_for, name="ask-for"),
    path("assessment/<uuid:assessment_id>/conclude/", writing.conclude, name="conclude"),
    path("assessment/<uuid:assessment_id>/set-aside/", writing.set_aside, name="set-aside"),
    path("assessment/<uuid:assessment_id>/take-up/", writing.take_up_again, name="take-up-again"),
    path("views/<uuid:view_id>/withdraw/", writing.withdraw_view, name="withdraw-view"),
    path("gaps/<uuid:gap_id>/answer/", writing.answer_gap, name="answer-gap"),
    path("gaps/<uuid:gap_id>/give-up/", writing.give_up_gap, name="give-up-gap"),
]
