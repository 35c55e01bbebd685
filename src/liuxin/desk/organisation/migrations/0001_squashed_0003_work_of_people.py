import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import liuxin.desk.organisation.words.standing
from liuxin.desk.history.migrations._at_once import CreateTables
from liuxin.desk.organisation.migrations import _guards


class Migration(migrations.Migration):
    replaces = [
        ("organisation", "0001_initial"),
        ("organisation", "0002_no_overlap"),
        ("organisation", "0003_work_of_people"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Department",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("name_is_made_up", models.BooleanField(default=False)),
                    (
                        "parent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="organisation.department",
                        ),
                    ),
                    ("path", models.CharField(max_length=700, unique=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="department_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                            name="department_has_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("parent__isnull", True),
                                models.Q(("parent", models.F("pk")), _negated=True),
                                _connector="OR",
                            ),
                            name="department_not_its_own_parent",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Team",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("name_is_made_up", models.BooleanField(default=False)),
                    ("source", models.CharField(blank=True, max_length=64)),
                    ("source_label", models.CharField(blank=True, max_length=200)),
                    (
                        "department",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="teams",
                            to="organisation.department",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="team_has_code"),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True), name="team_has_name"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("source_label", ""), _negated=True),
                            fields=("source", "source_label"),
                            name="team_one_per_source_label",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Position",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="position_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                            name="position_has_name",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Person",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("staff_number", models.CharField(blank=True, max_length=64)),
                    ("name_key", models.CharField(blank=True, db_index=True, max_length=400)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("source", models.CharField(blank=True, max_length=64)),
                    ("source_label", models.CharField(blank=True, max_length=200)),
                    ("name_is_made_up", models.BooleanField(default=False)),
                    ("is_placeholder", models.BooleanField(default=False)),
                    ("is_system", models.BooleanField(default=False)),
                    (
                        "position",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="people",
                            to="organisation.position",
                        ),
                    ),
                    ("left_on", models.DateField(blank=True, null=True)),
                    ("erased_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("erased_at__isnull", False),
                                models.Q(("staff_number", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="person_has_staff_number",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("erased_at__isnull", False),
                                models.Q(("name_en", ""), ("name_zh", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="person_has_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("erased_at__isnull", True),
                                models.Q(
                                    ("name_en", ""),
                                    ("name_key", ""),
                                    ("name_zh", ""),
                                    ("source_label", ""),
                                    ("staff_number", ""),
                                ),
                                _connector="OR",
                            ),
                            name="person_erased_is_empty",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("is_placeholder", True), ("is_system", True), _negated=True),
                            name="person_one_nature",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("staff_number", ""), _negated=True),
                            fields=("staff_number",),
                            name="person_one_per_staff_number",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("source_label", ""), _negated=True),
                            fields=("source", "source_label"),
                            name="person_one_per_source_label",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TeamLead",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="leads", to="organisation.team"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="leads", to="organisation.person"
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                            name="team_lead_ends_after_start",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("end__isnull", True)), fields=("team",), name="team_one_current_lead"
                        ),
                        models.UniqueConstraint(fields=("team", "start"), name="team_lead_one_start"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Membership",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="organisation.team",
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                            name="membership_ends_after_start",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("end__isnull", True)),
                            fields=("person", "team"),
                            name="membership_one_open",
                        ),
                        models.UniqueConstraint(fields=("person", "team", "start"), name="membership_one_start"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportingLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lines_up",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "manager",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lines_down",
                            to="organisation.person",
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                            name="reporting_line_ends_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("person", models.F("manager")), _negated=True),
                            name="reporting_line_not_to_oneself",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("end__isnull", True)),
                            fields=("person",),
                            name="reporting_line_one_current",
                        ),
                        models.UniqueConstraint(fields=("person", "start"), name="reporting_line_one_start"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoleGrant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="organisation.person"
                        ),
                    ),
                    ("role", models.CharField(max_length=16)),
                    (
                        "department",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grants",
                            to="organisation.department",
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"),
                            name="role_grant_ends_after_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "role__in",
                                    [
                                        liuxin.desk.organisation.words.standing.Role["AGENT"],
                                        liuxin.desk.organisation.words.standing.Role["AUDIT_ADMIN"],
                                        liuxin.desk.organisation.words.standing.Role["AUDITOR"],
                                        liuxin.desk.organisation.words.standing.Role["DIRECTOR"],
                                        liuxin.desk.organisation.words.standing.Role["HR"],
                                        liuxin.desk.organisation.words.standing.Role["MANAGER"],
                                        liuxin.desk.organisation.words.standing.Role["REVIEWER"],
                                        liuxin.desk.organisation.words.standing.Role["SECURITY_ADMIN"],
                                        liuxin.desk.organisation.words.standing.Role["SYSTEM_ADMIN"],
                                    ],
                                )
                            ),
                            name="role_grant_known_role",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("department__isnull", True),
                                (
                                    "role__in",
                                    [
                                        liuxin.desk.organisation.words.standing.Role["HR"],
                                        liuxin.desk.organisation.words.standing.Role["MANAGER"],
                                    ],
                                ),
                                _connector="OR",
                            ),
                            name="role_grant_department_role",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("department__isnull", True), ("end__isnull", True)),
                            fields=("person", "role"),
                            name="role_grant_one_open_everywhere",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("department__isnull", False), ("end__isnull", True)),
                            fields=("person", "role", "department"),
                            name="role_grant_one_open_in_department",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Account",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    ("username", models.CharField(max_length=150, unique=True)),
                    (
                        "person",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="account",
                            to="organisation.person",
                        ),
                    ),
                    ("language", models.CharField(blank=True, max_length=16)),
                    ("is_active", models.BooleanField(default=True)),
                    ("is_demo", models.BooleanField(default=False)),
                    ("opened_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("username", ""), _negated=True), name="account_has_username"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("language__in", ["", "zh-hans", "en"])), name="account_known_language"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SignIn",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "account",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sign_ins",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("session_digest", models.CharField(max_length=64, unique=True)),
                    ("device", models.CharField(blank=True, max_length=200)),
                    ("at", models.DateTimeField()),
                    ("last_used_at", models.DateTimeField()),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("last_used_at__gte", models.F("at"))), name="sign_in_used_after_start"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Calendar",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name_zh", models.CharField(blank=True, max_length=200)),
                    ("name_en", models.CharField(blank=True, max_length=200)),
                    ("zone", models.CharField(max_length=64)),
                    ("spec", models.JSONField()),
                    ("changed_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("code", ""), _negated=True), models.Q(("zone", ""), _negated=True)
                            ),
                            name="calendar_has_code_and_zone",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ability",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="abilities",
                            to="organisation.person",
                        ),
                    ),
                    ("kind", models.CharField(max_length=16)),
                    ("word", models.CharField(max_length=64)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["skill", "language"])), name="ability_known_kind"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("word", ""), _negated=True), name="ability_has_word"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "language"), _negated=True),
                                ("word__in", ["zh", "en"]),
                                _connector="OR",
                            ),
                            name="ability_known_language",
                        ),
                        models.UniqueConstraint(fields=("person", "kind", "word"), name="ability_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Capacity",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="capacity",
                            to="organisation.person",
                        ),
                    ),
                    ("cases", models.PositiveIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name="Absence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="absences",
                            to="organisation.person",
                        ),
                    ),
                    ("start", models.DateTimeField()),
                    ("end", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("end__gt", models.F("start"))), name="absence_ends_after_start"
                        ),
                        models.UniqueConstraint(fields=("person", "start"), name="absence_one_start"),
                    ],
                },
            ),
        ),
        migrations.RunPython(_guards.guard, _guards.unguard),
    ]
