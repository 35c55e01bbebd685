import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from liuxin.desk.history.migrations._at_once import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("communication", "0001_notices"),
        ("communication", "0002_conversation"),
        ("communication", "0003_post"),
        ("communication", "0004_mail"),
        ("communication", "0005_speed"),
    ]

    initial = True

    dependencies = [
        ("customers", "0001_squashed_0006_not_the_same"),
        ("files", "0001_initial"),
        ("organisation", "0001_squashed_0003_work_of_people"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Mailbox",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=64, unique=True)),
                    ("name", models.CharField(max_length=120)),
                    ("address", models.CharField(max_length=254, unique=True)),
                    ("entrance", models.CharField(max_length=64)),
                    ("folder", models.CharField(default="INBOX", max_length=120)),
                    ("per_hour", models.PositiveIntegerField(default=30)),
                    ("is_open", models.BooleanField(default=True)),
                    ("in_host", models.CharField(blank=True, max_length=200)),
                    ("in_port", models.PositiveIntegerField(default=0)),
                    ("in_security", models.CharField(default="ssl", max_length=16)),
                    ("in_user", models.CharField(blank=True, max_length=200)),
                    ("in_secret", models.TextField(blank=True)),
                    ("out_host", models.CharField(blank=True, max_length=200)),
                    ("out_port", models.PositiveIntegerField(default=0)),
                    ("out_security", models.CharField(default="starttls", max_length=16)),
                    ("out_user", models.CharField(blank=True, max_length=200)),
                    ("out_secret", models.TextField(blank=True)),
                    ("uid_validity", models.PositiveBigIntegerField(blank=True, null=True)),
                    ("last_uid", models.PositiveBigIntegerField(default=0)),
                    ("seen_at", models.DateTimeField(blank=True, null=True)),
                    ("error", models.CharField(blank=True, max_length=300)),
                    ("error_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("code", ""), _negated=True),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("address", ""), _negated=True),
                            ),
                            name="mailbox_has_names",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("in_security__in", ["ssl", "starttls", "none"]),
                                ("out_security__in", ["ssl", "starttls", "none"]),
                            ),
                            name="mailbox_known_security",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("in_port__lte", 65535), ("out_port__lte", 65535), ("per_hour__gte", 1)),
                            name="mailbox_ports_and_rate",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HeldLetter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "mailbox",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="held", to="communication.mailbox"
                        ),
                    ),
                    (
                        "whole",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                        ),
                    ),
                    ("external", models.CharField(max_length=255, unique=True)),
                    ("sender", models.CharField(blank=True, max_length=254)),
                    ("subject", models.CharField(blank=True, max_length=300)),
                    ("why", models.CharField(max_length=16)),
                    ("at", models.DateTimeField()),
                    ("ended", models.CharField(blank=True, max_length=16)),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [models.Index(condition=models.Q(("ended", "")), fields=["-id"], name="held_waiting")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "why__in",
                                    [
                                        "flood",
                                        "own_address",
                                        "loop",
                                        "automatic",
                                        "bulk",
                                        "bounce",
                                        "no_sender",
                                        "unreadable",
                                        "too_large",
                                    ],
                                )
                            ),
                            name="held_known_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended", ""), ("ended_at__isnull", True)),
                                models.Q(("ended__in", ["let_in", "dropped"]), ("ended_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="held_ends_with_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Thread",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("key", models.CharField(max_length=32, unique=True)),
                    ("medium", models.CharField(max_length=16)),
                    ("subject", models.CharField(blank=True, max_length=300)),
                    ("address", models.CharField(blank=True, max_length=254)),
                    ("address_name", models.CharField(blank=True, max_length=200)),
                    (
                        "customer",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="customers.customer",
                        ),
                    ),
                    (
                        "mailbox",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="communication.mailbox",
                        ),
                    ),
                    ("opened_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("medium__in", ["email", "portal", "web_form", "phone", "counter", "messenger", "api"])
                            ),
                            name="thread_known_medium",
                        ),
                        models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="thread_has_key"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "thread",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="communication.thread",
                        ),
                    ),
                    ("direction", models.CharField(max_length=8)),
                    ("state", models.CharField(max_length=16)),
                    ("at", models.DateTimeField()),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("release_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "author",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("sender_name", models.CharField(blank=True, max_length=200)),
                    ("sender_address", models.CharField(blank=True, max_length=254)),
                    ("subject", models.CharField(blank=True, max_length=300)),
                    ("text", models.TextField(blank=True)),
                    ("html", models.TextField(blank=True)),
                    ("automatic", models.BooleanField(default=False)),
                    ("external", models.CharField(max_length=255)),
                    ("world_id", models.CharField(blank=True, max_length=255)),
                    ("remarks", models.CharField(blank=True, max_length=255)),
                    (
                        "whole",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="files.storedfile",
                        ),
                    ),
                    ("about_kind", models.CharField(max_length=32)),
                    ("about_code", models.CharField(max_length=64)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["thread", "at", "id"], name="message_by_thread"),
                        models.Index(
                            condition=models.Q(("state", "pending")),
                            fields=["release_at", "id"],
                            name="message_pending",
                        ),
                        models.Index(
                            condition=models.Q(("world_id", ""), _negated=True),
                            fields=["world_id"],
                            name="message_by_world_id",
                        ),
                        models.Index(
                            django.db.models.functions.text.Lower("sender_address"),
                            models.F("at"),
                            condition=models.Q(("direction", "in")),
                            name="message_by_sender",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("direction", "external"), name="message_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("direction", "in"), ("state", "received")),
                                models.Q(
                                    ("direction", "out"),
                                    ("release_at__isnull", False),
                                    ("state__in", ["pending", "released", "taken_back"]),
                                ),
                                _connector="OR",
                            ),
                            name="message_state_fits_direction",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("external", ""), _negated=True), name="message_is_known_by_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attachment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attachments",
                            to="communication.message",
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="files.storedfile",
                        ),
                    ),
                    ("name", models.CharField(max_length=200)),
                    ("size", models.PositiveBigIntegerField()),
                    ("refused", models.CharField(blank=True, max_length=24)),
                    ("limit", models.PositiveBigIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("file__isnull", False), ("refused", "")),
                                models.Q(
                                    ("file__isnull", True),
                                    (
                                        "refused__in",
                                        ["too_large", "message_too_large", "empty", "executable", "macros", "bomb"],
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="attachment_is_there_or_says_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True), name="attachment_has_name"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Draft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("about_kind", models.CharField(max_length=32)),
                    ("about_code", models.CharField(max_length=64)),
                    (
                        "person",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("text", models.TextField()),
                    ("saved_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("about_kind", "about_code", "person"), name="draft_one_per_person"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True), name="draft_says_something"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Notice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    ("code", models.CharField(max_length=64)),
                    ("subject", models.CharField(max_length=64)),
                    ("params", models.TextField()),
                    ("key", models.CharField(max_length=64)),
                    ("urgent", models.BooleanField(default=False)),
                    ("at", models.DateTimeField()),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                    ("mail_at", models.DateTimeField(blank=True, null=True)),
                    ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["person", "-id"], name="notice_by_person"),
                        models.Index(
                            condition=models.Q(("read_at__isnull", True)), fields=["person"], name="notice_unread"
                        ),
                        models.Index(
                            condition=models.Q(("mail_at__isnull", False), ("mailed_at__isnull", True)),
                            fields=["mail_at"],
                            name="notice_to_mail",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("person", "key"), name="notice_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("code", ""), _negated=True), models.Q(("subject", ""), _negated=True)
                            ),
                            name="notice_says_something",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("mailed_at__isnull", True), ("mail_at__isnull", False), _connector="OR"
                            ),
                            name="notice_mailed_was_due",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="NoticePlan",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "person",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person"
                        ),
                    ),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("digest_hour", models.PositiveSmallIntegerField()),
                    ("quiet_from", models.PositiveSmallIntegerField()),
                    ("quiet_to", models.PositiveSmallIntegerField()),
                    ("urgent_any_time", models.BooleanField(default=False)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("digest_hour__lt", 24), ("quiet_from__lt", 24), ("quiet_to__lt", 24)),
                            name="notice_plan_hours_of_a_day",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NoticeWay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="ways",
                            to="communication.noticeplan",
                        ),
                    ),
                    ("group", models.CharField(max_length=16)),
                    ("way", models.CharField(max_length=16)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("plan", "group"), name="notice_way_one_a_group"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("group__in", ["work", "mentions", "promises", "warnings", "post", "other"])
                            ),
                            name="notice_way_known_group",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("way__in", ["off", "at_once", "hourly", "daily"])),
                            name="notice_way_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Post",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("to", models.CharField(max_length=254)),
                    ("to_name", models.CharField(blank=True, max_length=200)),
                    ("subject", models.CharField(blank=True, max_length=300)),
                    ("text", models.TextField()),
                    ("html", models.TextField(blank=True)),
                    ("world_id", models.CharField(max_length=255, unique=True)),
                    ("reply_key", models.CharField(blank=True, max_length=32)),
                    ("about_kind", models.CharField(max_length=32)),
                    ("about_code", models.CharField(max_length=64)),
                    ("automatic", models.BooleanField(default=False)),
                    (
                        "author",
                        models.ForeignKey(
                            blank=True,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="organisation.person",
                        ),
                    ),
                    (
                        "message",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="post",
                            to="communication.message",
                        ),
                    ),
                    ("state", models.CharField(max_length=16)),
                    ("attempts", models.PositiveIntegerField(default=0)),
                    ("made_at", models.DateTimeField()),
                    ("not_before", models.DateTimeField()),
                    ("next_try", models.DateTimeField(blank=True, null=True)),
                    ("claim", models.CharField(blank=True, max_length=32)),
                    ("claimed_at", models.DateTimeField(blank=True, null=True)),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    ("error", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "waiting")), fields=["next_try", "id"], name="post_waiting"
                        ),
                        models.Index(
                            condition=models.Q(("state__in", ["claimed", "begun"])),
                            fields=["claimed_at"],
                            name="post_taken",
                        ),
                        models.Index(fields=["state", "-id"], name="post_by_state"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("to", ""), _negated=True), models.Q(("world_id", ""), _negated=True)
                            ),
                            name="post_has_address_and_name",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    [
                                        "waiting",
                                        "claimed",
                                        "begun",
                                        "sent",
                                        "failed",
                                        "uncertain",
                                        "bounced",
                                        "cancelled",
                                    ],
                                )
                            ),
                            name="post_known_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("next_try__isnull", False),
                                _connector="OR",
                            ),
                            name="post_waiting_has_time",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["claimed", "begun"]), _negated=True),
                                models.Q(("claimed_at__isnull", False), models.Q(("claim", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="post_taken_has_worker",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                            ),
                            name="post_sent_has_time",
                        ),
                    ],
                },
            ),
        ),
    ]
