"""Words of what came to pass at the window of the simulated company: templates, calls, what came of them."""

from dataclasses import dataclass
from typing import Final

from liuxin.desk.cases.words import Kind

SILENT: Final = 16
"""So many days ago was a matter resolved whose customer has said nothing since."""
TEMPLATES: Final = (
    (
        "已派工，先告知时间",
        "{{customer}}您好，{{title}}（{{case}}）已安排，{{due}}前给您结果；到之前先给您打电话。{{agent}}",
        "Dear {{customer}}, “{{title}}” ({{case}}) is in hand; you hear from us by {{due}}. {{agent}}",
    ),
    (
        "处理完毕，请确认",
        "{{customer}}您好，{{title}}已处理好，请您看看是否满意；没好请直接回复，我们继续跟。{{agent}}",
        "Dear {{customer}}, “{{title}}” is done. Please have a look; if it is not, just answer. {{agent}}",
    ),
    (
        "收费说明",
        "{{customer}}您好，本期物业费的明细和计算办法已放在您的事项里，有疑问请随时告诉我。{{agent}}",
        "Dear {{customer}}, the items of your fee and how they are worked out are in your matter. {{agent}}",
    ),
)


@dataclass(frozen=True, slots=True)
class Matter:
    """A call, what was said, what was done about it so many days ago, and what the customer said then.

    `stars` are overall and settled of the survey; none where nobody answered.
    """

    title: str
    said: str
    told: str
    days: int
    kind: Kind = Kind.REPORT
    category: str = "漏水"
    stars: tuple[int, int] | None = None
    comment: str = ""


MATTERS: Final = (
    Matter("阳台地漏返水", "下雨天就返水，拖把都挡不住。", "地漏已疏通并换了防返水芯，已试水。", 20, stars=(5, 5)),
    Matter("楼道灯不亮", "三楼到四楼的灯坏了两天。", "灯和感应开关都换了。", 18, category="停电", stars=(4, 5)),
    Matter(
        "物业费多扣了一个月", "我十月已经付过。", "已核对流水，多扣的已退回。", 17, Kind.COMPLAINT, "收费争议", (4, 5)
    ),
    Matter(
        "厨房吊顶滴水，催过一次",
        "第二次打了，还没人来。",
        "已换软管并恢复吊顶。",
        15,
        stars=(2, 3),
        comment="修是修好了，可等了两天，没人告诉我。",
    ),
    Matter(
        "地库道闸总抬不起来",
        "每天早上都堵。",
        "已重装识别相机，这三天没有再出现。",
        12,
        category="门禁故障",
        stars=(5, 5),
    ),
    Matter("楼下夜里装修", "十一点还在打孔。", "已到场制止，不再夜间施工。", 10, Kind.COMPLAINT, "噪音扰民", (3, 3)),
    Matter("问装修押金什么时候退", "验收已过一周。", "押金今天已退，三日内到账。", 8, Kind.INQUIRY, "装修办理", (5, 5)),
    Matter(
        "电梯里信号差",
        "困在里面都打不出电话。",
        "已报运营商加装，本周五完成。",
        6,
        category="电梯故障",
        stars=(1, 1),
        comment="说周五，结果没人来。",
    ),
    Matter("草坪喷头漏水", "一直在喷，路面都湿了。", "喷头已更换。", SILENT, category="绿化养护"),
)
PASSED: Final = Matter(
    "主卧天花板渗水",
    "楼上说不是他家的，请帮忙查清楚。",
    "原因是楼上地暖接口松动，已拧紧并观察一夜不再渗；吊顶下周一恢复。",
    4,
)
REFUSED: Final = Matter("对讲听不清", "来客说话全是杂音。", "已换话筒。", 5, category="门禁故障")
WAITING: Final = Matter("想改每月扣费的银行卡", "旧卡注销了。", "", 2, Kind.REQUEST, "物业费咨询")
