from django.db import migrations

from helhed.core.rls import protect


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_tell_of_the_same_surname"),
        ("citizens", "0006_erase_nothing_that_must_stay"),
    ]

    operations = [
        protect("citizens_remark", "read_basic"),
        protect("citizens_hold", "read_basic"),
    ]
