"""The tree of departments, held as paths such as `/1/4/`."""


def path_of(key: int, parent_path: str) -> str:
    """Give the path of a department below a parent; an empty parent path makes a root."""
    return f"{parent_path or '/'}{key}/"


def is_within(path: str, root: str) -> bool:
    """Tell whether a path lies in the subtree of a root, the root included."""
    return path.startswith(root)


def moved(path: str, old_root: str, new_root: str) -> str:
    """Give the path of a department after its subtree moved from one root path to another."""
    return new_root + path.removeprefix(old_root)


def keys(path: str) -> tuple[int, ...]:
    """Give the keys of a path from the root down."""
    return tuple(int(key) for key in path.strip("/").split("/") if key)


def depth(path: str) -> int:
    """Give the depth of a department: a root has 0."""
    return path.count("/") - 2
