"""What was there before gets its keys and times; a trigger holds that a stage fits the kind of its customer.

A later migration that rebuilds the table of customers on SQLite drops the triggers: call `guard` again there.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from liuxin.desk.customers.rules.addresses import email_key, phone_key

BATCH = 500
FITS = """
    NEW.stage_id IS NULL
    OR EXISTS (SELECT 1 FROM customers_lifecyclestage s WHERE s.id = NEW.stage_id AND s.kind = NEW.kind)
"""
TRIGGERS = (
    ("customer_stage_fits_added", "BEFORE INSERT ON customers_customer"),
    ("customer_stage_fits_changed", "BEFORE UPDATE OF stage_id, kind ON customers_customer"),
)


def _postgresql(name: str, when: str) -> tuple[str, ...]:
    return (
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT ({FITS}) THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def _sqlite(name: str, when: str) -> tuple[str, ...]:
    return (f"CREATE TRIGGER {name} {when} WHEN NOT ({FITS}) BEGIN SELECT RAISE(ABORT, '{name}'); END",)


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    write = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for trigger in TRIGGERS:
        for statement in write(*trigger):
            schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, _ in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name} ON customers_customer" if is_postgresql else f"DROP TRIGGER {name}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION {name}()")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Contact = apps.get_model("customers", "Contact")
    rows = []
    for contact in Contact.objects.iterator(chunk_size=BATCH):
        contact.phone_key, contact.email_key = phone_key(contact.phone), email_key(contact.email)
        rows.append(contact)
    Contact.objects.bulk_update(rows, ["phone_key", "email_key"], batch_size=BATCH)
    Residence = apps.get_model("customers", "Residence")
    placed = apps.get_model("customers", "Customer").objects.filter(site__isnull=False)
    Residence.objects.bulk_create(
        (Residence(customer_id=key, site_id=site, start=at.date())
         for key, site, at in placed.values_list("pk", "site_id", "added_at")),
        batch_size=BATCH,
    )  # fmt: skip


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The tables go with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_customers")]
    operations = [migrations.RunPython(guard, unguard), migrations.RunPython(fill, empty)]
