import django.db.models.deletion
from django.db import migrations, models

from liuxin.desk.customers.migrations import _guards, _stages
from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("customers", "0001_initial"),
        ("customers", "0002_life_cycle"),
        ("customers", "0003_customers"),
        ("customers", "0004_customers_filled"),
        ("customers", "0005_offer_answered"),
        ("customers", "0006_not_the_same"),
    ]

    initial = True

    dependencies = [
        ("organisation", "0001_squashed_0003_work_of_people"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Site",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    ("name", models.CharField(max_length=200)),
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
                    ("source", models.CharField(blank=True, max_length=64)),
                    ("source_label", models.CharField(blank=True, max_length=200)),
                    ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                        models.CheckConstraint(
                            condition=models.Q(
                                ("parent__isnull", True),
                                models.Q(("parent", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="site_not_in_itself",
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
                name="LifeCycleStage",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("kind", models.CharField(default="external", max_length=16)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("order", models.PositiveSmallIntegerField()),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
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
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["external", "internal", "partner"])),
                            name="life_cycle_stage_known_kind",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("retired_at__isnull", True)),
                            fields=("kind", "order"),
                            name="life_cycle_stage_one_per_place",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Customer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=32, unique=True)),
                    ("name", models.CharField(blank=True, max_length=200)),
                    ("kind", models.CharField(max_length=16)),
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
                    ("source", models.CharField(blank=True, max_length=64)),
                    ("source_label", models.CharField(blank=True, max_length=200)),
                    ("name_is_made_up", models.BooleanField(default=False)),
                    ("added_at", models.DateTimeField()),
                    ("erased_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "department",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.department",
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
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merged",
                            to="customers.customer",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["name", "id"], name="customer_by_name")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="customer_has_code"
                        ),
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
                            condition=models.Q(
                                models.Q(("department__isnull", True), ("person__isnull", True)),
                                ("kind", "internal"),
                                _connector="OR",
                            ),
                            name="customer_of_the_house_is_internal",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("merged_into__isnull", True),
                                models.Q(("merged_into", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="customer_not_merged_into_itself",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("source_label", ""), _negated=True),
                            fields=("source", "source_label"),
                            name="customer_one_per_source_label",
                        ),
                        models.UniqueConstraint(fields=("department",), name="customer_one_per_department"),
                        models.UniqueConstraint(fields=("person",), name="customer_one_per_person"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Residence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "customer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="residences",
                            to="customers.customer",
                        ),
                    ),
                    (
                        "site",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="residences", to="customers.site"
                        ),
                    ),
                    ("start", models.DateField()),
                    ("end", models.DateField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"),
                            name="residence_runs_on",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("end__isnull", True)),
                            fields=("customer", "site"),
                            name="residence_once_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LifeCycleMove",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "customer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="customers.customer"
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
                    ("at", models.DateTimeField()),
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
                    ("reason", models.CharField(max_length=16)),
                    ("cause", models.CharField(blank=True, max_length=16)),
                    ("remark", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "indexes": [models.Index(fields=["customer", "at"], name="life_cycle_move_by_customer")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reason__in", ["first", "progress", "step_back", "correction", "replaced", "merged"])
                            ),
                            name="life_cycle_move_known_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "cause__in",
                                    [
                                        "",
                                        "enquiry",
                                        "intent",
                                        "contract",
                                        "handover",
                                        "membership",
                                        "transfer",
                                        "withdrawal",
                                        "other",
                                    ],
                                )
                            ),
                            name="life_cycle_move_known_cause",
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
            migrations.CreateModel(
                name="Contact",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "customer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="contacts",
                            to="customers.customer",
                        ),
                    ),
                    ("kind", models.CharField(default="self", max_length=16)),
                    ("name", models.CharField(max_length=200)),
                    ("duty", models.CharField(blank=True, max_length=200)),
                    ("phone", models.CharField(blank=True, max_length=64)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("prefers", models.CharField(blank=True, max_length=16)),
                    ("language", models.CharField(blank=True, max_length=16)),
                    ("phone_key", models.CharField(blank=True, max_length=64)),
                    ("email_key", models.CharField(blank=True, max_length=254)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("phone_key", ""), _negated=True),
                            fields=["phone_key"],
                            name="contact_by_phone",
                        ),
                        models.Index(
                            condition=models.Q(("email_key", ""), _negated=True),
                            fields=["email_key"],
                            name="contact_by_email",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True), name="contact_has_name"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("email", ""), ("phone", ""), _negated=True),
                            name="contact_can_be_reached",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["self", "family", "tenant", "agent", "work", "emergency", "other"])
                            ),
                            name="contact_known_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("prefers__in", ["", "phone", "email", "message", "visit"])),
                            name="contact_known_way",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("language__in", ["", "zh-hans", "en"])), name="contact_known_language"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CustomerNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "customer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="customers.customer"
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
                    ("at", models.DateTimeField()),
                    ("text", models.TextField()),
                ],
                options={
                    "indexes": [models.Index(fields=["customer", "at"], name="customer_note_by_customer")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="customer_note_says_something"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Merge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "survivor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="absorbed",
                            to="customers.customer",
                        ),
                    ),
                    (
                        "absorbed",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="customers.customer"
                        ),
                    ),
                    ("at", models.DateTimeField()),
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
                    ("undone_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("survivor", models.F("absorbed")), _negated=True),
                            name="merge_joins_two",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("undone_at__isnull", True), ("undone_at__gte", models.F("at")), _connector="OR"
                            ),
                            name="merge_ends",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("undone_at__isnull", True)),
                            fields=("absorbed",),
                            name="merge_once_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Moved",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "merge",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="customers.merge"
                        ),
                    ),
                    ("what", models.CharField(max_length=16)),
                    ("row", models.PositiveBigIntegerField()),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("merge", "what", "row"), name="moved_once")],
                },
            ),
            migrations.CreateModel(
                name="NotTheSame",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "first",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                        ),
                    ),
                    (
                        "second",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                        ),
                    ),
                    ("at", models.DateTimeField()),
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
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("first", "second"), name="not_the_same_once"),
                        models.CheckConstraint(
                            condition=models.Q(("first__lt", models.F("second"))), name="not_the_same_in_order"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Numbering",
                fields=[
                    ("series", models.CharField(max_length=16, primary_key=True, serialize=False)),
                    ("last", models.PositiveIntegerField(default=0)),
                ],
            ),
            migrations.CreateModel(
                name="Solution",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=32, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("text_zh", models.TextField(blank=True)),
                    ("text_en", models.TextField(blank=True)),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="solution_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                            name="solution_has_name",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Need",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=32, unique=True)),
                    (
                        "customer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="customers.customer"
                        ),
                    ),
                    ("case", models.CharField(blank=True, max_length=40)),
                    ("title", models.CharField(blank=True, max_length=200)),
                    ("text", models.TextField(blank=True)),
                    ("state", models.CharField(max_length=16)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("next_step", models.CharField(blank=True, max_length=300)),
                    ("next_due", models.DateField(blank=True, null=True)),
                    ("recorded_at", models.DateTimeField()),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "solution",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="needs",
                            to="customers.solution",
                        ),
                    ),
                    ("worth", models.CharField(blank=True, max_length=16)),
                    ("result", models.TextField(blank=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("erased_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["customer", "recorded_at"], name="need_by_customer"),
                        models.Index(fields=["state", "next_due", "id"], name="need_by_due"),
                        models.Index(fields=["owner", "state"], name="need_by_owner"),
                        models.Index(
                            condition=models.Q(("case", ""), _negated=True), fields=["case"], name="need_by_case"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="need_has_code"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("title", ""), _negated=True), ("erased_at__isnull", False), _connector="OR"
                            ),
                            name="need_has_title",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    ["recorded", "matched", "offered", "accepted", "checked", "declined", "dropped"],
                                )
                            ),
                            name="need_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("ended_at__isnull", True),
                                    ("next_due__isnull", False),
                                    ("state__in", ["recorded", "matched", "offered", "accepted"]),
                                    models.Q(("next_step", ""), _negated=True),
                                ),
                                models.Q(
                                    models.Q(
                                        ("state__in", ["recorded", "matched", "offered", "accepted"]), _negated=True
                                    ),
                                    ("ended_at__isnull", False),
                                    ("next_due__isnull", True),
                                    ("next_step", ""),
                                ),
                                _connector="OR",
                            ),
                            name="need_open_has_next_step",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("solution__isnull", False),
                                ("state__in", ["recorded", "dropped", "declined"]),
                                _connector="OR",
                            ),
                            name="need_offered_has_solution",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "checked"), ("worth__in", ["much", "some", "none", "harm"])),
                                models.Q(models.Q(("state", "checked"), _negated=True), ("worth", "")),
                                _connector="OR",
                            ),
                            name="need_checked_has_result",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ended_at__isnull", True), ("ended_at__gte", models.F("recorded_at")), _connector="OR"
                            ),
                            name="need_time_runs_on",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Offer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "need",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="customers.need"
                        ),
                    ),
                    (
                        "solution",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="customers.solution"
                        ),
                    ),
                    (
                        "contact",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="offers",
                            to="customers.contact",
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
                    ("at", models.DateTimeField()),
                    ("text", models.TextField(blank=True)),
                    ("answer", models.CharField(blank=True, max_length=16)),
                    ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ("reason", models.CharField(blank=True, max_length=16)),
                    ("words", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", ""), ("answered_at__isnull", True)),
                                models.Q(
                                    ("answer__in", ["accepted", "declined", "withdrawn"]),
                                    ("answered_at__gte", models.F("at")),
                                    ("answered_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="offer_answered_has_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "declined"), models.Q(("reason", ""), _negated=True)),
                                models.Q(models.Q(("answer", "declined"), _negated=True), ("reason", "")),
                                _connector="OR",
                            ),
                            name="offer_declined_has_reason",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("answer", "")), fields=("need",), name="offer_one_waits"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("answer", "accepted")), fields=("need",), name="offer_one_accepted"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Segment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=32, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("rule", models.JSONField()),
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
                    ("at", models.DateTimeField()),
                    ("retired_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="segment_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True), name="segment_has_name"
                        ),
                    ],
                },
            ),
        ),
        migrations.RunPython(_guards.guard, _guards.unguard),
        migrations.RunPython(_stages.add, _stages.remove),
    ]
