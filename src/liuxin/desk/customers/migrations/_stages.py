"""The seven stages of the life cycle, for an organisation to rename or replace."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STAGES = (
    ("potential", "潜在客户", "Potential customer"),
    ("interested", "意向客户", "Interested customer"),
    ("prospect", "准客户", "Prospect"),
    ("contracted", "签约客户", "Contracted customer"),
    ("owner_to_be", "准业主", "Owner-to-be"),
    ("owner", "业主", "Owner"),
    ("member", "会员", "Member"),
)


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Stage = apps.get_model("customers", "LifeCycleStage")
    Stage.objects.bulk_create(
        Stage(code=code, name_zh=zh, name_en=en, order=place) for place, (code, zh, en) in enumerate(STAGES, 1)
    )


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("customers", "LifeCycleStage").objects.all().delete()
