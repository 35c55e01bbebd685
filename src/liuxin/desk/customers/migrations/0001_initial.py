import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0002_no_overlap"),
    ]

    operations = [
        migrations.CreateModel(
            name="Numbering",
            fields=[
                ("series", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="LifeCycleStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=64, unique=True)),
                ("name_zh", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("order", models.PositiveSmallIntegerField(unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="life_cycle_stage_has_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                        name="life_cycle_stage_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=200)),
                ("source", models.CharField(blank=True, max_length=64)),
                ("source_label", models.CharField(blank=True, max_length=200)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="customers.site",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["project", "building", "unit"])), name="site_known_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="site_has_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True), models.Q(("kind", "project"), _negated=True), _connector="OR"
                        ),
                        name="site_project_is_outermost",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_label", ""), _negated=True),
                        fields=("source", "source_label"),
                        name="site_one_per_source_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=32, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=16)),
                ("source", models.CharField(blank=True, max_length=64)),
                ("source_label", models.CharField(blank=True, max_length=200)),
                ("name_is_made_up", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customers",
                        to="customers.lifecyclestage",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customers",
                        to="customers.site",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="customer_has_code"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["external", "internal", "partner"])),
                        name="customer_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at__isnull", True), models.Q(("name", ""), _negated=True)),
                            models.Q(("erased_at__isnull", False), ("name", ""), ("source_label", "")),
                            _connector="OR",
                        ),
                        name="customer_named_until_erased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__isnull", True), ("kind", "external"), _connector="OR"),
                        name="customer_stage_is_for_external",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_label", ""), _negated=True),
                        fields=("source", "source_label"),
                        name="customer_one_per_source_label",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("duty", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=64)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="customers.customer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="contact_has_name"),
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), ("phone", ""), _negated=True), name="contact_can_be_reached"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeCycleMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=16)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="customers.customer"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left",
                        to="customers.lifecyclestage",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reached",
                        to="customers.lifecyclestage",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["customer", "at"], name="life_cycle_move_by_customer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["first", "progress", "step_back", "correction"])),
                        name="life_cycle_move_known_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin__isnull", True),
                            models.Q(("origin", models.F("to")), _negated=True),
                            _connector="OR",
                        ),
                        name="life_cycle_move_goes_somewhere",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["name", "id"], name="customer_by_name"),
        ),
    ]
