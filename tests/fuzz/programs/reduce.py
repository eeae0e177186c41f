"""Makes a find small: drops statements, puts inner statements and expressions in the place of outer ones, as long as the
difference stays."""
import time

from .batch import compare
from .tree import Node, expression

CONSTANTS = ("0", "1", "undefined")


def differs(tree, config, kind):
    _, finds, _ = compare({"p0": tree.text()}, [config], 10)
    return bool(finds) and failure(finds[0][3]) == kind


def failure(actual):
    """What kind of difference: another one must not take a find's place."""
    for mark in ("*** the compiler", "*** ended", "*** no section"):
        if mark in actual:
            return mark
    return "output"


def walk(node, visit):
    for i, part in enumerate(node.parts):
        if isinstance(part, Node):
            visit(node, i, part)
            walk(part, visit)


def lists(root):
    found = [root] if root.kind == "b" else []
    walk(root, lambda _parent, _i, part: found.append(part) if part.kind == "b" else None)
    return found


def reduce(tree, config, kind, seconds=240):
    """The tree is changed in place; returns it."""
    end = time.monotonic() + seconds

    def holds():
        return time.monotonic() < end and differs(tree, config, kind)
    progress = True
    while progress and time.monotonic() < end:
        progress = drop_statements(tree, holds) | unwrap(tree, holds) | simplify(tree, holds)
    return tree


def drop_statements(tree, holds):
    progress = False
    for list_ in lists(tree):
        size = max(1, len(list_.parts) // 2)
        while size >= 1:
            at = 0
            while at < len(list_.parts):
                before = list_.parts
                list_.parts = before[:at] + before[at + size:]
                if len(list_.parts) < len(before) and holds():
                    progress = True
                else:
                    list_.parts = before
                    at += size
            size //= 2
    return progress


def unwrap(tree, holds):
    """A statement that has inner lists gives way to what they hold."""
    progress = False
    for list_ in lists(tree):
        for at, statement in reversed(list(enumerate(list_.parts))):
            inner = statement.parts if statement.kind == "b" else [s for part in statement.children() if part.kind == "b" for s in part.parts]
            if not inner or at >= len(list_.parts) or list_.parts[at] is not statement:
                continue
            before = list_.parts
            list_.parts = before[:at] + inner + before[at + 1:]
            if holds():
                progress = True
            else:
                list_.parts = before
    return progress


def simplify(tree, holds):
    """An expression gives way to one inside of it, or to a constant."""
    progress = False
    places = []
    walk(tree, lambda parent, i, part: places.append((parent, i, part)) if part.kind == "e" and parent.kind != "b" else None)
    for parent, i, part in places:
        if i >= len(parent.parts) or parent.parts[i] is not part or not reachable(tree, parent):
            continue
        for smaller in [child for child in part.children() if child.kind == "e"] + [expression(text) for text in CONSTANTS]:
            if smaller.text() == part.text() or len(part.parts) == 1 and part.text() in CONSTANTS:
                continue
            parent.parts[i] = smaller
            if holds():
                progress = True
                break
            parent.parts[i] = part
    return progress


def reachable(tree, wanted):
    found = [tree is wanted]
    walk(tree, lambda _parent, _i, part: found.append(True) if part is wanted else None)
    return any(found)
