"""The desk at size: its pages under load, what comes in and who gets it; the same beside another desk."""

SCENES = ("desk.large", "desk.beside", "desk.routing")
