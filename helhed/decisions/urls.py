from django.urls import path

from helhed.decisions.views import cases, decisions, growing_up, orders, registers, special

app_name = "decisions"
CASE, DECISION = "cases/<uuid:case_id>", "decisions/<uuid:decision_id>"
COMPLAINT, ORDER = "complaints/<uuid:complaint_id>", "orders/<uuid:order_id>"
REGISTER = "registers/<slug:name>"
urlpatterns = [
    path("", cases.cases, name="cases"),
    path("<uuid:citizen_id>/card/", cases.card, name="card"),
    path("<uuid:citizen_id>/orders/card/", orders.orders_card, name="orders-card"),
    path("<uuid:citizen_id>/cases/open/", cases.open_case, name="open-case"),
    path(f"{CASE}/", cases.case, name="case"),
    path(f"{CASE}/read-aloud/", cases.read_aloud, name="read-aloud"),
    path(f"{CASE}/letter.pdf", decisions.letter_as_pdf, name="letter-pdf"),
    path(f"{CASE}/words/note/", cases.note_words, name="note-words"),
    path(f"{CASE}/basis/choose/", cases.choose_basis, name="choose-basis"),
    path(f"{CASE}/leaving/note/", cases.note_leaving, name="note-leaving"),
    path(f"{CASE}/assessment/choose/", cases.choose_assessment, name="choose-assessment"),
    path(f"{CASE}/pass/", cases.pass_case, name="pass-case"),
    path(f"{CASE}/delay/tell/", cases.tell_delay, name="tell-delay"),
    path(f"{CASE}/close/", cases.close_case, name="close-case"),
    path(f"{CASE}/facts/note/", cases.note_fact, name="note-fact"),
    path(f"{CASE}/collect/", cases.collect, name="collect"),
    path(
        "collections/<uuid:collection_id>/answer/",
        cases.answer_collection,
        name="answer-collection",
    ),
    path(f"{CASE}/hearing/start/", cases.start_hearing, name="start-hearing"),
    path("hearings/<uuid:hearing_id>/answer/", cases.answer_hearing, name="answer-hearing"),
    path(f"{CASE}/decision/write/", decisions.write_decision, name="write-decision"),
    path(f"{CASE}/approval/ask/", decisions.ask_approval, name="ask-approval"),
    path(f"{DECISION}/divide/", decisions.divide_decision, name="divide-decision"),
    path(f"{DECISION}/approve/", decisions.approve_decision, name="approve-decision"),
    path(f"{DECISION}/make/", decisions.make_decision, name="make-decision"),
    path(f"{DECISION}/deliver/", decisions.deliver_decision, name="deliver-decision"),
    path(f"{DECISION}/complain/", decisions.take_complaint, name="take-complaint"),
    path(f"{COMPLAINT}/reassess/", decisions.reassess, name="reassess"),
    path(f"{COMPLAINT}/send-on/", decisions.send_on, name="send-on"),
    path(f"{COMPLAINT}/result/note/", decisions.note_result, name="note-result"),
    path(f"{DECISION}/order/send/", orders.send_order, name="send-order"),
    path(f"{ORDER}/", orders.order, name="order"),
    path(f"{ORDER}/report/", orders.report, name="report"),
    path("<uuid:citizen_id>/standing/", special.standing, name="standing"),
    path("<uuid:citizen_id>/responsible/note/", special.note_responsible, name="note-responsible"),
    path("<uuid:citizen_id>/residence/note/", special.note_residence, name="note-residence"),
    path("<uuid:citizen_id>/counselling/note/", special.note_counselling, name="note-counselling"),
    path(
        "<uuid:citizen_id>/representatives/name/",
        special.name_representative,
        name="name-representative",
    ),
    path(
        "representatives/<uuid:representative_id>/end/",
        special.end_representative,
        name="end-representative",
    ),
    path("notices/<uuid:notice_id>/tell/", special.tell_municipality, name="tell-municipality"),
    path(f"{DECISION}/card/give/", special.give_free_card, name="give-free-card"),
    path("cards/<uuid:card_id>/earnings/note/", special.note_earning, name="note-earning"),
    path("cards/<uuid:card_id>/recheck/", special.recheck_card, name="recheck-card"),
    path(
        "<uuid:citizen_id>/transition/begin/", growing_up.begin_transition, name="begin-transition"
    ),
    path("transitions/<uuid:transition_id>/settle/", growing_up.settle_topic, name="settle-topic"),
    path(
        "transitions/<uuid:transition_id>/meetings/plan/",
        growing_up.plan_transition_meeting,
        name="plan-transition-meeting",
    ),
    path(
        "transitions/meetings/<uuid:meeting_id>/note/",
        growing_up.note_transition_meeting,
        name="note-transition-meeting",
    ),
    path("anonymous/", special.anonymous, name="anonymous"),
    path("anonymous/ask/", special.ask_anonymously, name="ask-anonymously"),
    path(
        "anonymous/<uuid:treatment_id>/start/",
        special.start_anonymously,
        name="start-anonymously",
    ),
    path(
        "anonymous/<uuid:treatment_id>/end/",
        special.end_anonymously,
        name="end-anonymously",
    ),
    path("reversals/", cases.reversals, name="reversals"),
    path("registers/", registers.registers, name="registers"),
    path("mandates/", registers.mandates, name="mandates"),
    path("mandates/give/", registers.give_mandate, name="give-mandate"),
    path("mandates/<uuid:mandate_id>/end/", registers.end_mandate, name="end-mandate"),
    path(f"{REGISTER}/", registers.register, name="register"),
    path(f"{REGISTER}/rules/add/", registers.add_rule, name="add-rule"),
    path(f"{REGISTER}/rules/<str:row_id>/change/", registers.change_rule, name="change-rule"),
    path(f"{REGISTER}/rules/<str:row_id>/end/", registers.end_rule, name="end-rule"),
]
