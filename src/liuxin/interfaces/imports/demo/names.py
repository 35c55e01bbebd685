"""Made-up names, the same on every run. They belong to nobody; every page marks them as made up."""

from collections.abc import Iterator
from itertools import islice

SURNAMES = (
    ("王", "Wang"), ("李", "Li"), ("张", "Zhang"), ("刘", "Liu"), ("陈", "Chen"), ("杨", "Yang"),
    ("赵", "Zhao"), ("黄", "Huang"), ("周", "Zhou"), ("吴", "Wu"), ("徐", "Xu"), ("孙", "Sun"), ("胡", "Hu"),
    ("朱", "Zhu"), ("高", "Gao"), ("林", "Lin"), ("何", "He"), ("郭", "Guo"), ("马", "Ma"), ("罗", "Luo"),
    ("梁", "Liang"), ("宋", "Song"), ("郑", "Zheng"), ("谢", "Xie"), ("韩", "Han"), ("唐", "Tang"),
    ("冯", "Feng"), ("于", "Yu"), ("董", "Dong"), ("萧", "Xiao"), ("程", "Cheng"), ("曹", "Cao"),
    ("袁", "Yuan"), ("邓", "Deng"), ("许", "Xu"), ("傅", "Fu"), ("沈", "Shen"), ("曾", "Zeng"), ("彭", "Peng"),
    ("吕", "Lü"), ("苏", "Su"), ("卢", "Lu"), ("蒋", "Jiang"),
)  # fmt: skip
GIVEN = (
    ("伟", "Wei"), ("芳", "Fang"), ("娜", "Na"), ("静", "Jing"), ("敏", "Min"), ("磊", "Lei"), ("洋", "Yang"),
    ("艳", "Yan"), ("杰", "Jie"), ("涛", "Tao"), ("明", "Ming"), ("超", "Chao"), ("秀英", "Xiuying"),
    ("建华", "Jianhua"), ("丽华", "Lihua"), ("志强", "Zhiqiang"), ("晓东", "Xiaodong"), ("文静", "Wenjing"),
    ("海燕", "Haiyan"), ("国栋", "Guodong"), ("雪梅", "Xuemei"), ("子轩", "Zixuan"), ("雨桐", "Yutong"),
    ("思远", "Siyuan"), ("佳怡", "Jiayi"), ("浩然", "Haoran"), ("欣妍", "Xinyan"), ("俊杰", "Junjie"),
    ("梦琪", "Mengqi"), ("博文", "Bowen"), ("若曦", "Ruoxi"), ("天宇", "Tianyu"), ("诗涵", "Shihan"),
    ("宇航", "Yuhang"), ("晨曦", "Chenxi"), ("嘉豪", "Jiahao"), ("慧敏", "Huimin"),
)  # fmt: skip


def made_up_names() -> Iterator[tuple[str, str]]:
    """Give names in Chinese and English, each once: the lengths of the lists share no divisor, so each pair comes."""
    for number in range(len(SURNAMES) * len(GIVEN)):
        surname, given = SURNAMES[number * 5 % len(SURNAMES)], GIVEN[number * 11 % len(GIVEN)]
        yield surname[0] + given[0], f"{given[1]} {surname[1]}"


def some_names(first: int, count: int) -> list[tuple[str, str]]:
    """Give `count` names from the place `first` on."""
    return list(islice(made_up_names(), first, first + count))
