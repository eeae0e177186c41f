"""The generator's state: choices by seed, variables in scope, and how often the code being written will run."""
import random

from .tree import expression, statement

# How often a statement of a program may run in one call from its top level.
MOST_RUNS = 3000


class Variable:
    __slots__ = ("name", "type", "writable", "cost")

    def __init__(self, name, type_, writable=True, cost=1):
        self.name, self.type, self.writable, self.cost = name, type_, writable, cost


class Context:
    """Where a statement stands: what may leave it, and how often it runs."""

    def __init__(self, runs=1, depth=0, returns=False, loop=False, labels=(), coroutine="", strict=False, method=False):
        self.runs, self.depth, self.returns, self.loop, self.labels = runs, depth, returns, loop, labels
        self.coroutine, self.strict, self.method = coroutine, strict, method

    def inner(self, **changes):
        fields = dict(runs=self.runs, depth=self.depth + 1, returns=self.returns, loop=self.loop, labels=self.labels,
                      coroutine=self.coroutine, strict=self.strict, method=self.method)
        fields.update(changes)
        return Context(**fields)


class Base:
    """Choices and scopes; the mixins of the other modules add what is generated."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0
        self.scopes = [[]]
        self.strict = self.chance(40)
        # Names of properties are the program's own most of the time: what a whole program says about a name is what
        # the compiler goes by.
        suffix = f"_{self.random.randrange(10000)}" if self.chance(70) else ""
        self.fields = [name + suffix for name in self.random.sample(["x", "y", "z", "next", "value", "count", "left", "data"], 4)]
        self.methods = [name + suffix for name in self.random.sample(["get", "step", "apply", "area", "push", "run"], 3)]

    # Choices.
    def chance(self, percent):
        return self.random.randrange(100) < percent

    def pick(self, options):
        return options[self.random.randrange(len(options))]

    def weighted(self, options):
        """options: (weight, callable); calls one."""
        at = self.random.randrange(sum(weight for weight, _ in options))
        for weight, made in options:
            at -= weight
            if at < 0:
                return made()
        raise AssertionError

    def some(self, low, high, make):
        return [make() for _ in range(self.random.randint(low, high))]

    # Names and scopes.
    def fresh(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def declare(self, name, type_, writable=True, cost=1):
        variable = Variable(name, type_, writable, cost)
        self.scopes[-1].append(variable)
        return variable

    def visible(self, *types, writable=False):
        return [v for scope in self.scopes for v in scope if v.type in types and (v.writable or not writable)]

    def named(self, *types, writable=False):
        """A variable of one of the types, the inner ones more often, or None."""
        found = self.visible(*types, writable=writable)
        if not found:
            return None
        return self.pick(found[-6:] if self.chance(70) else found).name

    def scoped(self, make):
        self.scopes.append([])
        try:
            return make()
        finally:
            self.scopes.pop()

    # Small things.
    def log(self, *values):
        return statement("log(" + ", ".join("@" for _ in values) + ");", *values)

    def labelled(self, value):
        return self.log(f"'{self.fresh('l')}'", value)

    def field(self):
        return self.pick(self.fields)

    def method(self):
        return self.pick(self.methods)


def literal(text):
    return expression("@", text)
