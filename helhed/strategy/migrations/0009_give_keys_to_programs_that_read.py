import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import helhed.core.clock
import helhed.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("strategy", "0008_find_the_latest_figures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helhed.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(default=helhed.core.clock.now, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="what it is for")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("plans", "plans and goals"),
                                ("initiatives", "initiatives with status and milestones"),
                                ("indicators", "indicators and published figures"),
                            ],
                            max_length=16,
                        ),
                        size=None,
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="last day")),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("revoked_at"), nulls_first=True),
                    "name",
                    "id",
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("department", ""), ("person", ""), ("raw", ""), ("title", ""), _negated=True
                ),
                name="strategy_contactperson_is_somebody",
                violation_error_message="Write a department, a job title or a name.",
            ),
        ),
        migrations.AddField(
            model_name="readingkey",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="readingkey",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="readingkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="strategy_readingkey_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes", []), _negated=True),
                name="strategy_readingkey_opens_something",
                violation_error_message="Choose what the key may read.",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="strategy_readingkey_is_revoked_by_somebody",
            ),
        ),
    ]
