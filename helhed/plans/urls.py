from django.urls import path

from helhed.plans.views import authorities, goals, meetings, pages, prints, services, words

app_name = "plans"
urlpatterns = [
    path("<uuid:citizen_id>/", pages.plan, name="plan"),
    path("<uuid:citizen_id>/card/", pages.card, name="card"),
    path("<uuid:citizen_id>/own-words/", pages.own_words, name="own-words"),
    path("<uuid:citizen_id>/story/", pages.story, name="story"),
    path("<uuid:citizen_id>/together/", pages.write_together, name="write-together"),
    path(
        "<uuid:citizen_id>/coordinator/choose/", pages.choose_coordinator, name="choose-coordinator"
    ),
    path(
        "<uuid:citizen_id>/words-on-board/",
        pages.allow_words_on_board,
        name="allow-words-on-board",
    ),
    path("<uuid:citizen_id>/hopes/write/", words.write_hope, name="write-hope"),
    path("hopes/<uuid:hope_id>/reword/", words.reword_hope, name="reword-hope"),
    path("hopes/<uuid:hope_id>/put-first/", words.put_hope_first, name="put-hope-first"),
    path("hopes/<uuid:hope_id>/put-away/", words.put_hope_away, name="put-hope-away"),
    path("hopes/<uuid:hope_id>/bring-back/", words.bring_hope_back, name="bring-hope-back"),
    path("<uuid:citizen_id>/strengths/add/", words.add_strength, name="add-strength"),
    path("strengths/<uuid:strength_id>/remove/", words.remove_strength, name="remove-strength"),
    path("strengths/<uuid:strength_id>/keep/", words.keep_strength, name="keep-strength"),
    path("<uuid:citizen_id>/crisis/", words.crisis_plan, name="crisis-plan"),
    path("<uuid:citizen_id>/crisis/write/", words.write_crisis_plan, name="write-crisis-plan"),
    path("<uuid:citizen_id>/goals/set/", goals.set_goal, name="set-goal"),
    path("goals/<uuid:goal_id>/reword/", goals.reword_goal, name="reword-goal"),
    path("goals/<uuid:goal_id>/point/", goals.point_goal_at, name="point-goal-at"),
    path(
        "goals/<uuid:goal_id>/ask-later/", goals.ask_about_hope_later, name="ask-about-hope-later"
    ),
    path("goals/<uuid:goal_id>/disagreement/", goals.note_disagreement, name="note-disagreement"),
    path("goals/<uuid:goal_id>/how-far/", goals.note_how_far, name="note-how-far"),
    path("goals/<uuid:goal_id>/end/", goals.end_goal, name="end-goal"),
    path("goals/<uuid:goal_id>/take-up/", goals.take_goal_up_again, name="take-goal-up-again"),
    path("goals/<uuid:goal_id>/steps/add/", goals.add_step, name="add-step"),
    path("steps/<uuid:step_id>/complete/", goals.complete_step, name="complete-step"),
    path("steps/<uuid:step_id>/reopen/", goals.reopen_step, name="reopen-step"),
    path("steps/<uuid:step_id>/drop/", goals.drop_step, name="drop-step"),
    path("<uuid:citizen_id>/services/start/", services.start_service, name="start-service"),
    path("services/<uuid:service_id>/pause/", services.pause_service, name="pause-service"),
    path("services/<uuid:service_id>/resume/", services.resume_service, name="resume-service"),
    path("services/<uuid:service_id>/end/", services.end_service, name="end-service"),
    path(
        "services/<uuid:service_id>/continue/", services.continue_service, name="continue-service"
    ),
    path("<uuid:citizen_id>/authorities/ask/", authorities.ask_authority, name="ask-authority"),
    path(
        "authorities/<uuid:request_id>/answer/",
        authorities.note_authority_answer,
        name="note-authority-answer",
    ),
    path(
        "authorities/<uuid:request_id>/move/",
        authorities.move_authority_request,
        name="move-authority-request",
    ),
    path(
        "authorities/<uuid:request_id>/received/",
        authorities.note_authority_received,
        name="note-authority-received",
    ),
    path(
        "authorities/<uuid:request_id>/drop/",
        authorities.drop_authority_request,
        name="drop-authority-request",
    ),
    path(
        "authorities/<uuid:request_id>/keep/",
        authorities.keep_authority_request,
        name="keep-authority-request",
    ),
    path("<uuid:citizen_id>/review/", meetings.review_plan, name="review-plan"),
    path("<uuid:citizen_id>/meetings/", meetings.network_meetings, name="network-meetings"),
    path(
        "<uuid:citizen_id>/meetings/plan/",
        meetings.plan_network_meeting,
        name="plan-network-meeting",
    ),
    path(
        "meetings/<uuid:meeting_id>/note/",
        meetings.note_network_meeting,
        name="note-network-meeting",
    ),
    path("<uuid:citizen_id>/a4/", prints.a4, name="a4"),
    path("<uuid:citizen_id>/a4.pdf", prints.a4_pdf, name="a4-pdf"),
    path("<uuid:citizen_id>/statutory/<slug:kind>.pdf", prints.statutory_pdf, name="statutory-pdf"),
    path("<uuid:citizen_id>/pocket/", prints.pocket, name="pocket"),
    path("<uuid:citizen_id>/pocket.pdf", prints.pocket_pdf, name="pocket-pdf"),
]
