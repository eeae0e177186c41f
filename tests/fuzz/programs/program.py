"""A whole program from a seed."""
import re

from .expressions import Expressions
from .functions import Functions
from .generator import Base, Context, literal
from .scenarios import Scenarios
from .statements import Statements
from .tree import block, expression as e, statement as s

LIBRARY = ["attempt", "clip", "frames", "log", "mark", "noisy", "primitive", "steps"]


class Generator(Base, Expressions, Statements, Functions, Scenarios):
    def __init__(self, seed, dynamic=False):
        super().__init__(seed)
        self.context, self.cost, self.call_budget = Context(strict=self.strict), 0, 2000
        self.method_level, self.callables, self.dynamic_allowed = None, [], dynamic

    def program(self):
        parts = [s("'use strict';")] if self.strict else []
        body = []
        if self.chance(50):
            body += self.some(1, 2 if self.chance(30) else 1, lambda: self.weighted([(4, self.class_), (2, self.constructor_function)]))
        body += self.some(0, 2, self.declaration)
        body += self.some(1, 2 if self.chance(25) else 1, self.part)
        body.append(self.calls())
        for variable in self.scopes[0][-3:]:
            if variable.type not in ("fn", "class"):
                body.append(self.labelled(literal(variable.name)))
        text = block(body).text()
        used = [name for name in LIBRARY if re.search(rf"\b{name}\b", text)]
        return block(parts + [s(f"const {{ {', '.join(used)} }} = require('./lib.js');")] + body)

    def part(self):
        return self.weighted([
            (6, self.function), (5, self.mixed_objects), (5, self.escaping), (5, self.short_lived), (4, self.fractional), (4, self.overriding), (5, self.views), (5, self.throwing), (4, self.closures),
            (2, self.dead_zone), (2, self.patched), (2, self.collections), (2, self.proxies), (1, self.json), (3, self.strings),
            (4, self.coercions), (4, self.generator), (4, self.async_function), (12 if self.dynamic_allowed else 0, self.dynamic)])

    def method(self):
        """In a method only those before it may be called, so that no recursion is without end."""
        names = self.methods if self.method_level is None else self.methods[:self.method_level]
        return self.pick(names) if names else "missing"

    def any_(self, depth):
        kind = self.context.coroutine
        if kind and self.chance(12):
            inner = self.of("any", depth - 1)
            if kind == "generator" or kind == "async generator" and self.chance(50):
                return e("(yield @)", inner)
            return e("(await @)", e("(@)", inner))
        return super().any_(depth)

    def call(self, depth):
        return self.leaf("any") if self.context.method else super().call(depth)

    def arrow(self, depth):
        before, self.context = self.context, self.context.inner(coroutine="")
        try:
            return super().arrow(depth)
        finally:
            self.context = before


def generate(seed, dynamic=False):
    return Generator(seed, dynamic).program()
