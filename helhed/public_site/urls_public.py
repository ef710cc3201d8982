"""Addresses of the public pages, in each language its own words."""

from django.urls import URLPattern, path

from helhed.public_site.site import SITES, Site
from helhed.public_site.views import public

WORDS = {
    "da": {
        "help": "faa-hjaelp",
        "promises": "vores-loefter",
        "plans": "planer",
        "figures": "tal",
        "hearings": "hoeringer",
        "easy": "let-at-laese",
        "data": "aabne-data",
    },
    "en": {
        "help": "get-help",
        "promises": "our-promises",
        "plans": "plans",
        "figures": "figures",
        "hearings": "hearings",
        "easy": "easy-to-read",
        "data": "open-data",
    },
}


def pages(site: Site) -> list[URLPattern]:
    """The pages of one language."""
    word = WORDS[site.language]
    return [
        path("", public.home, name="home"),
        path(f"{word['help']}/", public.help_list, name="help"),
        path(f"{word['promises']}/", public.promises, name="promises"),
        path(f"{word['easy']}/", public.easy, name="easy"),
        path(f"{word['plans']}/", public.plans, name="plans"),
        path(f"{word['plans']}/<slug:plan>/", public.plan, name="plan"),
        path(f"{word['plans']}/<slug:plan>/<slug:key>/", public.initiative, name="initiative"),
        path(f"{word['figures']}/", public.figures, name="figures"),
        path(f"{word['figures']}/<slug:key>/", public.figure, name="figure"),
        path(f"{word['hearings']}/", public.hearings, name="hearings"),
        path(f"{word['data']}/", public.open_data, name="data"),
        path(f"{word['data']}/<slug:name>.csv", public.data_file, name="data-file"),
        path(f"{word['data']}/tal/<slug:key>.csv", public.data_of_figure, name="data-of-figure"),
    ]


def mounted(site: Site) -> tuple[list[URLPattern], str]:
    return pages(site), site.namespace


PUBLIC = {site.prefix: mounted(site) for site in SITES}
