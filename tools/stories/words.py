"""What the pictures say, in both languages."""

from liuxin.engines.ratings.rater_effects import Effect

LANGUAGES = ("zh", "en")

NAMES = {
    "writing-a": {"zh": "写作甲", "en": "writing A"},
    "writing-b": {"zh": "写作乙", "en": "writing B"},
    "personality": {"zh": "性格", "en": "personality"},
    "liking": {"zh": "好感", "en": "liking"},
}

EFFECTS = {
    Effect.SEVERITY: "严格 severity",
    Effect.CENTRAL_TENDENCY: "居中 central tendency",
    Effect.RANGE_RESTRICTION: "拉不开 range restriction",
    Effect.HALO: "光环 halo",
    Effect.STRAIGHT_LINING: "一条线 straight-lining",
    Effect.SAME_FORMS: "整张同级 same forms",
}

TITLES = {
    "agreement": {
        "zh": "受过训练、有评分标准的评价者看法接近，凭印象的同学几乎不",
        "en": "Trained raters with criteria agree; classmates by impression hardly do",
    },
    "severity": {
        "zh": "两组阅卷人各有一位严松超过界限，多数人之间的差别虽小却确实",
        "en": "One rater of each panel lies beyond the threshold; most differ little, yet surely",
    },
    "moved": {
        "zh": "谁评谁由安排决定时公平值才有用；人人互评时原值就是公平的",
        "en": "A fair average matters where it is arranged who rates whom; where all rate all, nothing moves",
    },
    "groups": {
        "zh": "十个小组互不相评：组内可以比，组与组之间不能",
        "en": "Ten groups that never rate one another: compare within a row, never across",
    },
}

SAID = {
    "alpha": {"zh": "Krippendorff α（序次），95 % 区间", "en": "Krippendorff's alpha (ordinal), 95 % interval"},
    "customary": {"zh": "通常要求", "en": "customary least"},
    "stricter": {"zh": "更严 ↑", "en": "stricter ↑"},
    "levels": {
        "zh": "级，与平均的评价者相比；竖线为 95 % 区间",
        "en": "levels against the average rater; lines are 95 % intervals",
    },
    "threshold": {"zh": "界限", "en": "threshold"},
    "found": {"zh": "发现", "en": "found"},
    "share": {
        "zh": "公平值减原值（级）；柱高为人数比例",
        "en": "fair less raw, in levels; bars are shares of those rated",
    },
    "group": {"zh": "第 {} 组", "en": "group {}"},
    "strict": {"zh": "严格程度（级）→ 更严", "en": "severity (levels) → stricter"},
    "raters": {"zh": "{} 位评价者", "en": "{} raters"},
    "rated": {"zh": "{} 个", "en": "n {}"},
}
