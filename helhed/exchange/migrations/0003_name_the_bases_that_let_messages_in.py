from django.db import migrations

# Retssikkerhedsloven § 12 c as quoted by MedCom (2022 text). Each municipality verifies the list.
CHAPTER_16 = [
    "83",
    "83a",
    "84",
    "85",
    "85a",
    "86",
    "87",
    "88",
    "89",
    "90",
    "91",
    "92",
    "93",
    "94",
    "94a",
    "95",
    "96",
    "96a",
    "96b",
    "96c",
    "97",
    "98",
    "99",
]
SOURCE = "Retssikkerhedsloven § 12 c, 2022"
CODES = {
    "SEL79a": f"{SOURCE}: serviceloven § 79 a",
    **{f"SEL{number}": f"{SOURCE}: serviceloven kapitel 16" for number in CHAPTER_16},
    "SEL107": f"{SOURCE}: serviceloven § 107",
    "SEL108": f"{SOURCE}: serviceloven § 108",
    "SDPL": f"{SOURCE}: opfølgning efter sygedagpengeloven",
}


def name_the_bases(apps, schema_editor):
    code = apps.get_model("exchange", "GateCode")
    code.objects.bulk_create(
        [code(code=key, source=source) for key, source in CODES.items()], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_close_the_rows")]

    # Going back leaves what the municipality may have changed meanwhile.
    operations = [migrations.RunPython(name_the_bases, migrations.RunPython.noop)]
