from django.urls import path

from helhed.money.views import cases, dear, expecting, pages, writing

app_name = "money"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("costs/", pages.costs, name="costs"),
    path("costs/<uuid:cost_id>/", pages.cost, name="cost"),
    path("costs/<uuid:cost_id>/divide/", writing.divide_cost, name="divide-cost"),
    path("costs/<uuid:cost_id>/change/", writing.change_cost, name="change-cost"),
    path("costs/<uuid:cost_id>/end/", writing.end_cost, name="end-cost"),
    path("costs/<uuid:cost_id>/give-up/", writing.give_up_cost, name="give-up-cost"),
    path("costs/<uuid:cost_id>/keep/", writing.keep_cost, name="keep-cost"),
    path("costs/<uuid:cost_id>/drop/", expecting.drop_cost, name="drop-cost"),
    path("expected/<uuid:case_id>/", expecting.expect_cost, name="expect-cost"),
    path("ledger/", pages.ledger, name="ledger"),
    path("ledger/commit/", writing.commit_month, name="commit-month"),
    path("ledger/read-in/", writing.import_actuals, name="import-actuals"),
    path("ledger/<uuid:posting_id>/reverse/", writing.reverse_posting, name="reverse-posting"),
    path("settlement/", pages.settle, name="settlement"),
    path("refunds/", pages.refunds, name="refunds"),
    path("expensive/", dear.expensive, name="expensive"),
    path("budget/", writing.set_budget, name="set-budget"),
    path("cases/", cases.business_cases, name="business-cases"),
    path("cases/new/", cases.write_business_case, name="write-business-case"),
    path("cases/<uuid:case_id>/", cases.business_case, name="business-case"),
    path("cases/<uuid:case_id>/edit/", cases.write_business_case, name="edit-business-case"),
    path("cases/<uuid:case_id>/sheet/", cases.business_case_sheet, name="business-case-sheet"),
]
