import django.db.models.deletion
from django.db import migrations, models

import liuxin.desk.surveys.words
from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [("surveys", "0001_initial"), ("surveys", "0002_untold"), ("surveys", "0003_questions_on_a_sheet")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Questionnaire",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64)),
                    ("version", models.PositiveIntegerField()),
                    ("name_zh", models.CharField(max_length=200)),
                    ("name_en", models.CharField(max_length=200)),
                    ("note_at_ends", models.BooleanField(default=False)),
                    ("digest", models.CharField(max_length=64)),
                    ("published_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("code", "version"), name="questionnaire_one_version"),
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="questionnaire_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("version__gte", 1)), name="questionnaire_version_from_one"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Question",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "questionnaire",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="questions",
                            to="surveys.questionnaire",
                        ),
                    ),
                    ("code", models.CharField(max_length=64)),
                    ("group", models.CharField(blank=True, max_length=64)),
                    ("order", models.PositiveIntegerField()),
                    ("name_zh", models.CharField(max_length=200)),
                    ("name_en", models.CharField(max_length=200)),
                    ("text_zh", models.CharField(max_length=500)),
                    ("text_en", models.CharField(max_length=500)),
                    ("must", models.BooleanField(default=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("questionnaire", "code"), name="question_one_code"),
                        models.UniqueConstraint(fields=("questionnaire", "order"), name="question_one_order"),
                        models.CheckConstraint(
                            condition=models.Q(("code", ""), _negated=True), name="question_has_code"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("text_zh", ""), _negated=True), models.Q(("text_en", ""), _negated=True)
                            ),
                            name="question_has_text",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Anchor",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="anchors", to="surveys.question"
                        ),
                    ),
                    ("level", models.PositiveSmallIntegerField()),
                    ("text_zh", models.CharField(max_length=500)),
                    ("text_en", models.CharField(max_length=500)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("question", "level"), name="anchor_one_level"),
                        models.CheckConstraint(
                            condition=models.Q(("level__in", (1, 2, 3, 4, 5))), name="anchor_known_level"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Sheet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "questionnaire",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sheets",
                            to="surveys.questionnaire",
                        ),
                    ),
                    ("purpose", models.CharField(max_length=64)),
                    ("subject", models.CharField(max_length=64)),
                    ("group", models.CharField(max_length=32)),
                    ("respondent", models.CharField(max_length=64)),
                    ("about_zh", models.CharField(blank=True, max_length=200)),
                    ("about_en", models.CharField(blank=True, max_length=200)),
                    ("state", models.CharField(default=liuxin.desk.surveys.words.SheetState["DRAFT"], max_length=16)),
                    ("submitted_on", models.DateField(blank=True, null=True)),
                    ("confidential", models.BooleanField(default=True)),
                    ("asked", models.CharField(blank=True, max_length=500)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    [
                                        liuxin.desk.surveys.words.SheetState["DRAFT"],
                                        liuxin.desk.surveys.words.SheetState["SUBMITTED"],
                                        liuxin.desk.surveys.words.SheetState["WITHDRAWN"],
                                    ],
                                )
                            ),
                            name="sheet_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("state", liuxin.desk.surveys.words.SheetState["DRAFT"]),
                                    ("submitted_on__isnull", True),
                                ),
                                models.Q(
                                    ("state", liuxin.desk.surveys.words.SheetState["SUBMITTED"]),
                                    ("submitted_on__isnull", False),
                                ),
                                ("state", liuxin.desk.surveys.words.SheetState["WITHDRAWN"]),
                                _connector="OR",
                            ),
                            name="sheet_day_when_submitted",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("purpose", ""), _negated=True),
                                models.Q(("subject", ""), _negated=True),
                                models.Q(("group", ""), _negated=True),
                                models.Q(("respondent", ""), _negated=True),
                            ),
                            name="sheet_is_placed",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("state", liuxin.desk.surveys.words.SheetState["WITHDRAWN"]), _negated=True
                            ),
                            fields=("purpose", "subject", "group", "respondent"),
                            name="sheet_one_living",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Answer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "sheet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="surveys.sheet"
                        ),
                    ),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.question"
                        ),
                    ),
                    ("seen", models.CharField(max_length=16)),
                    ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("note", models.TextField(blank=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("sheet", "question"), name="answer_one_per_question"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "seen__in",
                                    [
                                        liuxin.desk.surveys.words.Seen["NOT_APPLICABLE"],
                                        liuxin.desk.surveys.words.Seen["NOT_SEEN"],
                                        liuxin.desk.surveys.words.Seen["SEEN"],
                                    ],
                                )
                            ),
                            name="answer_known_seen",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("level__in", (1, 2, 3, 4, 5)),
                                    ("level__isnull", False),
                                    ("seen", liuxin.desk.surveys.words.Seen["SEEN"]),
                                ),
                                models.Q(
                                    models.Q(("seen", liuxin.desk.surveys.words.Seen["SEEN"]), _negated=True),
                                    ("level__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="answer_level_when_seen",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Link",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "sheet",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="link", to="surveys.sheet"
                        ),
                    ),
                    ("digest", models.CharField(max_length=64, unique=True)),
                    ("expires_at", models.DateTimeField()),
                    ("bound_digest", models.CharField(blank=True, max_length=64, null=True)),
                    ("used_on", models.DateField(blank=True, null=True)),
                    ("revoked_on", models.DateField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("used_on__isnull", True), ("bound_digest__isnull", False), _connector="OR"
                            ),
                            name="link_used_is_bound",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("bound_digest__isnull", True),
                                models.Q(("bound_digest", models.F("digest")), _negated=True),
                                _connector="OR",
                            ),
                            name="link_secret_is_its_own",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Untold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "sheet",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.sheet"
                        ),
                    ),
                    ("verb", models.CharField(max_length=32)),
                    ("day", models.DateField(db_index=True)),
                ],
            ),
        ),
    ]
