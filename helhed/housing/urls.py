"""The addresses of homes. Moving in and losing a home stand on the desk."""

from django.urls import path

from helhed.housing.views import beds, homes, offers, rules, tenancies, wishes

app_name = "housing"
BED, CITIZEN = "beds/<uuid:bed_key>", "citizens/<uuid:citizen_id>"
OFFER, TENANCY = "offers/<uuid:offer_id>", "tenancies/<uuid:tenancy_id>"
urlpatterns = [
    path("", homes.homes, name="homes"),
    path("at-risk/", homes.risks, name="at-risk"),
    path("answers/", homes.answers, name="answers"),
    path("beds/add/", beds.add_home, name="add-home"),
    path(f"{BED}/", beds.home, name="home"),
    path(f"{BED}/change/", beds.change_home, name="change-home"),
    path(f"{BED}/period/set/", beds.set_period, name="set-period"),
    path(f"{BED}/hold/<uuid:citizen_id>/", beds.hold_bed, name="hold-bed"),
    path(f"{BED}/offer/<uuid:wish_id>/", offers.make_offer, name="make-offer"),
    path("claims/<uuid:claim_id>/release/", beds.release_hold, name="release-hold"),
    path("claims/<uuid:claim_id>/free/", beds.free_bed, name="free-bed"),
    path("cold/", beds.cold, name="cold"),
    path("cold/<uuid:step_id>/open/", beds.open_extra_beds, name="open-extra-beds"),
    path("cold/<uuid:step_id>/shift/", beds.plan_shift_outdoors, name="plan-shift-outdoors"),
    path("cold/<uuid:step_id>/close/", beds.close_extra_beds, name="close-extra-beds"),
    path("waiting/", rules.waiting, name="waiting"),
    path("rule/propose/", rules.propose_rule, name="propose-rule"),
    path("rule/<uuid:rule_id>/", rules.rule, name="rule"),
    path("rule/<uuid:rule_id>/publish/", rules.publish_rule, name="publish-rule"),
    path(f"{CITIZEN}/", wishes.wishes, name="wishes"),
    path(f"{CITIZEN}/card/", wishes.card, name="card"),
    path(f"{CITIZEN}/say/", wishes.say_wish, name="say-wish"),
    path("wishes/<uuid:wish_id>/end/", wishes.end_wish, name="end-wish"),
    path(f"{CITIZEN}/lease/", tenancies.sign_own_lease, name="sign-own-lease"),
    path(f"{OFFER}/", offers.offer, name="offer"),
    path(f"{OFFER}/shown/", offers.note_shown, name="note-shown"),
    path(f"{OFFER}/accept/", offers.accept_offer, name="accept-offer"),
    path(f"{OFFER}/decline/", offers.decline_offer, name="decline-offer"),
    path(f"{OFFER}/refuse/", offers.refuse_by_provider, name="refuse-by-provider"),
    path(f"{OFFER}/look-again/", offers.look_again, name="look-again"),
    path(f"{OFFER}/withdraw/", offers.withdraw_offer, name="withdraw-offer"),
    path(f"{OFFER}/lease/", tenancies.sign_lease, name="sign-lease"),
    path(f"{TENANCY}/", tenancies.tenancy, name="tenancy"),
    path(f"{TENANCY}/keys/", tenancies.hand_keys, name="hand-keys"),
    path(f"{TENANCY}/trouble/", tenancies.note_trouble, name="note-trouble"),
    path(f"{TENANCY}/end/", tenancies.end_tenancy, name="end-tenancy"),
    path("troubles/<uuid:trouble_id>/settle/", tenancies.settle_trouble, name="settle-trouble"),
]
