"""The five patterns contact persons are printed in. All of them are invented."""

import pytest

from helhed.strategy.reading.labels import load_labels
from helhed.strategy.reading.lines import number_lines
from helhed.strategy.reading.people import read_contacts

LABELS = load_labels()


def read(text):
    return [
        (it.department, it.title, it.person, it.unit)
        for it in read_contacts(number_lines(text.split("\n")), LABELS)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Havneafdelingen, Havnechef Ida Holm", [("Havneafdelingen", "Havnechef", "Ida Holm", "")]),
        (
            "Vej, Park og Kyst, Chefkonsulent Bo Krogh.",
            [("Vej, Park og Kyst", "Chefkonsulent", "Bo Krogh", "")],
        ),
        (
            "Havneafdelingen, Havnechef Ida Holm og Brochef Bo \nKrogh P. Lind.",
            [
                ("Havneafdelingen", "Havnechef", "Ida Holm", ""),
                ("Havneafdelingen", "Brochef", "Bo Krogh P. Lind", ""),
            ],
        ),
        (
            "Havneafdelingen, Udførerchef og havneleder Eva Dahl",
            [("Havneafdelingen", "Udførerchef og havneleder", "Eva Dahl", "")],
        ),
        (
            "Havneafdelingen, Havnechef Ida Holm og Udførerchef og \nhavneleder Eva Dahl",
            [
                ("Havneafdelingen", "Havnechef", "Ida Holm", ""),
                ("Havneafdelingen", "Udførerchef og havneleder", "Eva Dahl", ""),
            ],
        ),
        (
            "Park og Kyst, Chefkonsulent Bo Krogh og Byliv- og \nDriftschef Rut Berg",
            [
                ("Park og Kyst", "Chefkonsulent", "Bo Krogh", ""),
                ("Park og Kyst", "Byliv- og Driftschef", "Rut Berg", ""),
            ],
        ),
        (
            "Havnens Vagtrum  \nEva Dahl, vagtleder HVR\nPer Skov afdelingslæge, Lægerummet HVR",
            [
                ("Havnens Vagtrum", "vagtleder", "Eva Dahl", "HVR"),
                ("Havnens Vagtrum", "afdelingslæge", "Per Skov", "Lægerummet HVR"),
            ],
        ),
        (
            "Havneafdelingen, Havnechef Ida Holm \nCafé Kyst, Leder Rut Berg",
            [
                ("Havneafdelingen", "Havnechef", "Ida Holm", ""),
                ("Café Kyst", "Leder", "Rut Berg", ""),
            ],
        ),
        (
            "Skovafdelingen, Centerleder Liv Moe, Center \n\nfor hunde og stier",
            [("Skovafdelingen", "Centerleder", "Liv Moe", "Center for hunde og stier")],
        ),
        (
            "Skov- og Havneområdet, Ungeleder \nLiv Moe Krog.",
            [("Skov- og Havneområdet", "Ungeleder", "Liv Moe Krog", "")],
        ),
        ("Havneafdelingen, Ida Holm", [("Havneafdelingen", "", "Ida Holm", "")]),
    ],
)
def test_the_patterns(text, expected):
    assert read(text) == expected


def test_what_cannot_be_read_is_kept_as_it_stands():
    (contact,) = read_contacts(number_lines(["ring på døren"]), LABELS)

    assert (contact.raw, contact.person, contact.unread) == ("ring på døren", "", True)


def test_a_misprint_is_put_right_and_what_was_printed_stays():
    labels = load_labels(("more", '[aliases]\n"Havnekontort" = "Havnekontoret"'))

    (contact,) = read_contacts(number_lines(["Havnekontort, Havnechef Ida Holm"]), labels)

    assert contact.department == "Havnekontoret"
    assert contact.raw == "Havnekontort, Havnechef Ida Holm"
