from django.db import migrations

from helhed.core.rls import also_open

OF_A_CASE = "EXISTS (SELECT 1 FROM money_cost c WHERE c.id = cost_id AND c.case_id IS NOT NULL)"


class Migration(migrations.Migration):
    dependencies = [("money", "0003_expect_costs_of_a_case")]

    operations = [
        also_open(
            "money_cost",
            "read_decisions",
            name="of_a_case",
            condition="case_id IS NOT NULL",
            change="kind = 'expected'",
        ),
        also_open("money_share", "read_decisions", name="of_a_case", condition=OF_A_CASE),
    ]
