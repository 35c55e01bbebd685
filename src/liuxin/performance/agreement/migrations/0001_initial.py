from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0003_work_of_people"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Agreement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=32)),
                    ("subject", models.CharField(max_length=64)),
                    ("title_zh", models.CharField(blank=True, max_length=300)),
                    ("title_en", models.CharField(blank=True, max_length=300)),
                    ("mode", models.CharField(max_length=16)),
                    ("share", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ("is_public", models.BooleanField(default=False)),
                    ("deadline", models.DateTimeField(null=True)),
                    (
                        "decider",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("state", models.CharField(default="open", max_length=16)),
                    (
                        "opened_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("opened_at", models.DateTimeField()),
                    ("settled_at", models.DateTimeField(null=True)),
                ],
                options={
                    "indexes": [models.Index(fields=["kind", "subject"], name="agreement_subject")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", ""), _negated=True), models.Q(("subject", ""), _negated=True)
                            ),
                            name="agreement_is_about_something",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("title_en", ""), ("title_zh", ""), _negated=True),
                            name="agreement_has_title",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("mode", "everyone"), ("share__isnull", True)),
                                models.Q(
                                    ("deadline__isnull", False),
                                    ("mode", "share"),
                                    ("share__gt", 0),
                                    ("share__isnull", False),
                                    ("share__lte", Decimal(100)),
                                ),
                                _connector="OR",
                            ),
                            name="agreement_share_of_a_vote",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["open", "agreed", "decided", "withdrawn"])),
                            name="agreement_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("settled_at__isnull", False), ("state__in", ["agreed", "decided"])),
                                models.Q(
                                    models.Q(("state__in", ["agreed", "decided"]), _negated=True),
                                    ("settled_at__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="agreement_settled_has_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Version",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="agreement.agreement",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    ("note", models.TextField(blank=True)),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "number"), name="agreement_version_one_per_number"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("number__gte", 1), models.Q(("sha256", ""), _negated=True)),
                            name="agreement_version_is_counted",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Line",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="agreement.version"
                        ),
                    ),
                    ("order", models.PositiveIntegerField()),
                    ("key", models.CharField(max_length=64)),
                    ("label_zh", models.CharField(blank=True, max_length=300)),
                    ("label_en", models.CharField(blank=True, max_length=300)),
                    ("text", models.TextField(blank=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("version", "order"), name="agreement_line_one_per_place"),
                        models.UniqueConstraint(fields=("version", "key"), name="agreement_line_one_per_key"),
                        models.CheckConstraint(
                            condition=models.Q(("key", ""), _negated=True), name="agreement_line_has_key"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Party",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parties",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("side", models.CharField(max_length=32)),
                    (
                        "deputy",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("released_at", models.DateTimeField(null=True)),
                    ("release_reason", models.TextField(blank=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("agreement", "person"), name="agreement_party_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("deputy__isnull", False)),
                            fields=("agreement", "deputy"),
                            name="agreement_deputy_of_one",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("deputy__isnull", True),
                                models.Q(("deputy", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                            name="agreement_deputy_is_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("side", ""), _negated=True), name="agreement_party_has_side"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("release_reason", ""), ("released_at__isnull", True)),
                                models.Q(
                                    ("released_at__isnull", False), models.Q(("release_reason", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="agreement_release_has_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Response",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="responses",
                            to="agreement.version",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="agreement.party"
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    (
                        "for_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    ("sha256", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                    ("replaced_at", models.DateTimeField(null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("replaced_at__isnull", True)),
                            fields=("version", "party"),
                            name="agreement_response_one_counts",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["sign", "object", "refuse", "abstain"])),
                            name="agreement_response_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("sha256", ""), _negated=True), name="agreement_response_over_a_text"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind__in", ["object", "refuse"]), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="agreement_against_has_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Comment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="comments",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="agreement.version"
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("text", models.TextField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="agreement_comment_says_something"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "agreement",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decision",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.version"
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("reason", models.TextField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("reason", ""), _negated=True), name="agreement_decision_has_reason"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Settlement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "agreement",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="settlement",
                            to="agreement.agreement",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.version"
                        ),
                    ),
                    ("how", models.CharField(max_length=16)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("how__in", ["everyone", "share", "decided"])),
                            name="agreement_settlement_known_how",
                        )
                    ],
                },
            ),
        ),
    ]
