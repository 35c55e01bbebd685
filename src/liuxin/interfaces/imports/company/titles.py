"""What customers of the simulated company say first: made-up titles, most in Chinese, some in English."""

from collections.abc import Mapping
from typing import Any, Final
from zlib import crc32

from liuxin.interfaces.imports.simulator.catalogue import MATTERS

TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "fee_question": (
        "物业费账单里多了一项公摊，想问清楚",
        "本季度物业费什么时候可以交",
        "换了手机号，收不到物业费通知",
        "Which of these fees is for the garage?",
    ),
    "parking_question": (
        "车位月租怎么续",
        "亲戚来访，临时车怎么登记",
        "地库车位被占，怎么办",
        "How do I get a second parking card?",
    ),
    "decoration_permit": ("装修申请需要带哪些材料", "装修押金什么时候退", "装修时间能不能延长到周六"),
    "water_leak": (
        "厨房天花板漏水，越来越大",
        "地库 B2 漏水，车边上全是水",
        "卫生间水管接口渗水",
        "Water is coming through the ceiling",
    ),
    "power_cut": (
        "整层停电，家里有老人",
        "走廊灯不亮三天了",
        "跳闸后合不上",
        "No power in the flat since this morning",
    ),
    "lift_fault": ("电梯关门时有异响", "电梯停在八楼不动", "电梯按钮失灵"),
    "heating": ("暖气不热，孩子在家", "暖气片只有一半热", "供暖第一天就不热"),
    "door_access": (
        "门禁卡刷不开单元门",
        "门禁卡丢了要补办",
        "访客门禁二维码打不开",
        "My access card has stopped working",
    ),
    "greenery": ("楼前树枝挡住窗户，请修剪", "草坪斑秃，请补种", "绿化带积水"),
    "noise": (
        "楼上半夜装修，没法睡",
        "广场舞音响太大",
        "空调外机震动声太大",
        "Drilling upstairs after ten at night",
    ),
    "stranger": ("有陌生人在楼道里挨户敲门", "车库里有人徘徊", "快递员跟着业主进楼"),
    "cleaning": ("楼道垃圾两天没人收", "电梯里有异味没人打扫", "地库积尘严重"),
    "attitude": ("前台说话不耐烦", "打电话问进度被挂断", "师傅进门没有鞋套还嫌麻烦"),
    "charge_dispute": ("停车费重复扣了两次", "维修收费和事先说的不一样", "Charged twice for the same repair"),
    "viewing": ("周末想看三居室", "想看带车位的户型", "Can I see the show flat on Sunday?"),
    "contract": ("合同里交房日期写得不清楚", "定金能不能退", "合同抬头想改成夫妻双方"),
    "inspection": ("交房验收发现墙面空鼓", "验房约哪天合适", "阳台门关不严，验收没通过"),
    "member_event": ("会员活动怎么报名", "积分没有到账", "中秋活动还有名额吗"),
}


_CODES: Final[Mapping[str, str]] = {
    name: matter.name.code for matter in MATTERS for name in (matter.name.code, matter.name.zh, matter.name.en)
}


def title(opening: Mapping[str, Any]) -> str:
    """Give the title of a case by its category and code: the same case is always called the same."""
    category = str(opening["category"])
    known = TITLES.get(_CODES.get(category, ""))
    return known[crc32(str(opening["subject"]).encode()) % len(known)] if known else category
