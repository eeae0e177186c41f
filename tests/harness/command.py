"""Calling the compiler, and judging what it said and left behind."""
import os

from harness.case import KILN, execute


def surroundings(folder, **extra):
    """Caches and temporary files stay in the case's folder, where left_over() sees them."""
    os.makedirs(os.path.join(folder, ".tmp"), exist_ok=True)
    return dict(os.environ, XDG_CACHE_HOME=os.path.join(folder, ".cache"), TMPDIR=os.path.join(folder, ".tmp"), **extra)


def kiln(folder, *arguments, wrapper=(), **extra):
    return execute([*wrapper, KILN, *arguments], folder, surroundings(folder, **extra), timeout=120)


def expect(done, code, *fragments, output=None):
    text = done.err + done.out
    if done.code != code:
        return f"expected exit code {code}, got {done.code}\n{text}"
    for fragment in fragments:
        if fragment not in text:
            return f"the message does not say {fragment!r}:\n{text}"
    if output is not None and done.out != output:
        return f"expected {output!r} on stdout, got {done.out!r}"
    return None


def one_message(done, code, *fragments):
    problem = expect(done, code, *fragments)
    if problem:
        return problem
    lines = done.err.strip().splitlines()
    return None if 1 <= len(lines) <= 6 else "expected one short message\n" + done.err


def left_over(folder, *allowed):
    extra = [name for name in os.listdir(folder) if name not in allowed and name not in (".cache", ".tmp")]
    temporary = os.path.join(folder, ".tmp")
    extra += os.listdir(temporary) if os.path.isdir(temporary) else []
    return f"left behind: {extra}" if extra else None
