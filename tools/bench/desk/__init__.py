"""The desk at size: its list, search and page of a case under load; what comes in; the same beside another desk."""

SCENES = ("desk.large", "desk.beside")
