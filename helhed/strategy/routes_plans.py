"""The addresses of policies, plans, initiatives and support to associations."""

from django.urls import path

from helhed.strategy.views import desk, following, grants, initiatives, parties, plans, policies

POLICIES = [
    path("policies/", policies.policies, name="policies"),
    path("policies/new/", policies.write_policy, name="write-policy"),
    path("policies/<uuid:policy_id>/", policies.policy, name="policy"),
    path("policies/<uuid:policy_id>/edit/", policies.edit_policy, name="edit-policy"),
    path("policies/<uuid:policy_id>/goals/new/", policies.set_goal, name="set-goal"),
    path("goals/<uuid:goal_id>/edit/", policies.edit_goal, name="edit-goal"),
    path("goals/<uuid:goal_id>/remove/", policies.remove_goal, name="remove-goal"),
    path("policies/<uuid:policy_id>/principles/new/", policies.set_principle, name="set-principle"),
    path("principles/<uuid:principle_id>/edit/", policies.edit_principle, name="edit-principle"),
    path(
        "principles/<uuid:principle_id>/remove/", policies.remove_principle, name="remove-principle"
    ),
    path("policies/<uuid:policy_id>/crosswalk/", policies.crosswalk, name="crosswalk"),
    path("policies/<uuid:policy_id>/crosswalk/map/", policies.cross_goals, name="cross-goals"),
    path("crosswalk/<uuid:crosswalk_id>/remove/", policies.uncross_goals, name="uncross-goals"),
]
PLANS = [
    path("plans/", plans.plans, name="plans"),
    path("policies/<uuid:policy_id>/plans/new/", plans.adopt_plan, name="adopt-plan"),
    path("plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("plans/<uuid:plan_id>/table/", plans.plan_table, name="plan-table"),
    path("plans/<uuid:plan_id>/timeline/", plans.plan_timeline, name="plan-timeline"),
    path("plans/<uuid:plan_id>/edit/", plans.edit_plan, name="edit-plan"),
    path("plans/<uuid:plan_id>/prolong/", plans.prolong_plan, name="prolong-plan"),
    path(
        "plans/<uuid:plan_id>/initiatives/new/",
        initiatives.start_initiative,
        name="start-initiative",
    ),
]
# What is done to one initiative: `initiatives/<its key>/<word>/`.
OF_AN_INITIATIVE = [
    path(f"initiatives/<uuid:initiative_id>/{word}", view, name=name)
    for word, view, name in (
        ("", initiatives.initiative, "initiative"),
        ("history/", initiatives.initiative_history, "initiative-history"),
        ("edit/", initiatives.edit_initiative, "edit-initiative"),
        ("owner/", initiatives.assign_owner, "assign-owner"),
        ("status/", initiatives.override_status, "override-status"),
        ("status/compute/", initiatives.return_to_computed, "return-to-computed"),
        ("begin/", initiatives.begin_initiative, "begin-initiative"),
        ("finish/", initiatives.finish_initiative, "finish-initiative"),
        ("pause/", initiatives.pause_initiative, "pause-initiative"),
        ("resume/", initiatives.resume_initiative, "resume-initiative"),
        ("carry-on/", initiatives.carry_on, "carry-on"),
        ("milestones/new/", following.set_milestone, "set-milestone"),
        ("criteria/split/", following.split_criteria, "split-criteria"),
        ("funding/new/", following.add_funding, "add-funding"),
    )
]
PARTS = [
    path(
        "lineage/<uuid:lineage_id>/remove/", initiatives.take_back_lineage, name="take-back-lineage"
    ),
    path("milestones/<uuid:milestone_id>/edit/", following.edit_milestone, name="edit-milestone"),
    path(
        "milestones/<uuid:milestone_id>/take-up/",
        following.take_up_milestone,
        name="take-up-milestone",
    ),
    path(
        "milestones/<uuid:milestone_id>/done/",
        following.complete_milestone,
        name="complete-milestone",
    ),
    path("milestones/<uuid:milestone_id>/drop/", following.drop_milestone, name="drop-milestone"),
    path(
        "milestones/<uuid:milestone_id>/reopen/",
        following.reopen_milestone,
        name="reopen-milestone",
    ),
    path("criteria/<uuid:criterion_id>/edit/", following.edit_criterion, name="edit-criterion"),
    path(
        "criteria/<uuid:criterion_id>/remove/", following.remove_criterion, name="remove-criterion"
    ),
    path("criteria/<uuid:criterion_id>/reach/", following.reach_criterion, name="reach-criterion"),
    path("funding/<uuid:funding_id>/edit/", following.edit_funding, name="edit-funding"),
    path("funding/<uuid:funding_id>/remove/", following.remove_funding, name="remove-funding"),
    path("parties/", parties.parties, name="parties"),
    path("parties/new/", parties.name_party, name="name-party"),
    path("committees/new/", parties.name_committee, name="name-committee"),
]
GRANTS = [
    path("grants/", grants.grants, name="grants"),
    path("grants/new/", grants.set_up_scheme, name="set-up-grants"),
    path("grants/<uuid:scheme_id>/", grants.scheme, name="grant-scheme"),
    path("grants/<uuid:scheme_id>/rounds/new/", grants.open_grant_round, name="open-grant-round"),
    path(
        "grants/rounds/<uuid:round_id>/applications/new/",
        grants.receive_application,
        name="receive-application",
    ),
    *(
        path(f"grants/applications/<uuid:application_id>/{word}/", view, name=name)
        for word, view, name in (
            ("check", grants.check_application, "check-application"),
            ("assess", grants.assess_application, "assess-application"),
            ("decide", grants.decide_application, "decide-application"),
        )
    ),
    path(
        "grants/decisions/<uuid:decision_id>/agree/",
        grants.agree_partnership,
        name="agree-partnership",
    ),
    path(
        "grants/partnerships/<uuid:partnership_id>/", grants.partnership, name="grant-partnership"
    ),
    path(
        "grants/instalments/<uuid:instalment_id>/pay/", grants.pay_instalment, name="pay-instalment"
    ),
    path("grants/reports/<uuid:report_id>/receive/", grants.receive_report, name="receive-report"),
    path("grants/reports/<uuid:report_id>/settle/", grants.settle_unspent, name="settle-unspent"),
]
urlpatterns = [
    path("", desk.desk, name="desk"),
    *POLICIES,
    *PLANS,
    *OF_AN_INITIATIVE,
    *PARTS,
    *GRANTS,
]
