from dataclasses import replace
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

from tests.architecture.checks.house import no_complaints, room_of
from tests.architecture.checks.relations import Relation, falling_keys, falling_migrations, relations

ROOMS = {config.label: room for config in apps.get_app_configs() if (room := room_of(config.name))}
SOUND = Relation(
    "cases.Case.customer",
    "desk.cases",
    "desk.customers",
    related_name="+",
    protects=True,
    many=False,
    explicit_through=False,
)


def test_keys_rest_on_the_same_or_a_lower_floor():
    no_complaints(falling_keys(relations(apps.get_models())))


def test_migrations_follow_the_same_order():
    no_complaints(falling_migrations(MigrationLoader(None).disk_migrations.values(), ROOMS))


@pytest.mark.django_db
def test_no_model_changed_without_its_migration():
    out = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", "-v", "1", stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_a_sound_key_and_one_to_a_third_party_pass():
    inner = replace(SOUND, target="desk.cases", related_name="points")
    foreign = replace(SOUND, target=None, related_name=None, protects=False)
    assert falling_keys([SOUND, inner, foreign]) == []


def test_it_bites_on_keys_that_fall():
    assert falling_keys([replace(SOUND, source="desk.customers", target="desk.cases")]) == [
        "cases.Case.customer points up, into desk.cases"
    ]
    assert falling_keys([replace(SOUND, related_name="cases")]) == [
        'cases.Case.customer crosses rooms without related_name="+"'
    ]
    assert falling_keys([replace(SOUND, protects=False)]) == ["cases.Case.customer crosses rooms without PROTECT"]
    assert falling_keys([replace(SOUND, many=True)]) == [
        "cases.Case.customer crosses rooms without an explicit through"
    ]


@isolate_apps("liuxin.desk.history", "liuxin.desk.cases")
def test_it_reads_relations_off_real_models():
    class Upper(models.Model):
        __module__ = "liuxin.desk.cases.models"

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return ""

    class Lower(models.Model):
        __module__ = "liuxin.desk.history.models"
        upper = models.ForeignKey(Upper, on_delete=models.CASCADE, related_name="lowers")
        uppers = models.ManyToManyField(Upper)

        class Meta:
            app_label = "history"

        def __str__(self) -> str:
            return ""

    assert falling_keys(relations([Lower])) == [
        "history.Lower.upper points up, into desk.cases",
        'history.Lower.upper crosses rooms without related_name="+"',
        "history.Lower.upper crosses rooms without PROTECT",
        "history.Lower.uppers points up, into desk.cases",
        'history.Lower.uppers crosses rooms without related_name="+"',
        "history.Lower.uppers crosses rooms without an explicit through",
    ]


def test_it_bites_on_a_migration_that_depends_upward():
    class Falling(Migration):
        dependencies = [("cases", "0001_initial"), ("auth", "0001_initial")]

    assert falling_migrations([Falling("0002_x", "history")], {"history": "desk.history", "cases": "desk.cases"}) == [
        "history.0002_x depends on cases.0001_initial, above it"
    ]
