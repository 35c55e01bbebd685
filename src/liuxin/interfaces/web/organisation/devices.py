"""What a browser says of itself, in a few words that its owner recognises."""

BROWSERS = (
    ("MicroMessenger/", "微信"),
    ("DingTalk/", "钉钉"),
    ("Lark/", "飞书"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
LONGEST = 60


def device(user_agent: str) -> str:
    """Give browser and system; what is neither is given as it says, shortened."""
    said = [next((name for sign, name in known if sign in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, said)) or user_agent[:LONGEST]
