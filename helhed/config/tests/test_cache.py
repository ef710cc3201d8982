import pytest
from django.apps import apps
from django.db.models.signals import post_migrate


@pytest.mark.django_db
def test_migrating_makes_the_table_of_the_shared_cache(monkeypatch):
    asked = []
    monkeypatch.setattr("helhed.config.apps.call_command", lambda name, **_: asked.append(name))

    for config in apps.get_app_configs():
        if config.models_module is not None and config.label == "accounts":
            post_migrate.send(sender=config, app_config=config, verbosity=0, using="default")

    assert asked == ["createcachetable"]
