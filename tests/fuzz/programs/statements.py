"""Statements of every kind around expressions; loops end by construction, because nothing assigns their counters."""
from . import values
from .expressions import listed
from .generator import MOST_RUNS, literal
from .tree import block, expression as e, statement as s

ASSIGNMENTS = {
    "int": ["= @ | 0", "= @", "+= @ | 0", "^= @", "|= @", "&= @", "<<= @", ">>= @", ">>>= @", "-= @", "%= @"],
    "num": ["= @", "+= @", "-= @", "*= @", "/= @", "%= @"],
    "bool": ["= @", "&&= @", "||= @"],
}


class Statements:
    def within(self, context, make):
        before, self.context = self.context, context
        try:
            return self.scoped(make)
        finally:
            self.context = before

    def spend(self, cost):
        self.cost += cost * self.context.runs

    def body(self, low=1, high=4, **changes):
        """A nested list of statements."""
        return self.within(self.context.inner(**changes), lambda: block(self.statements(low, high)))

    def statements(self, low, high):
        out = []
        for _ in range(self.random.randint(low, high)):
            out.append(self.statement())
        return out

    def statement(self):
        self.spend(1)
        deep = self.context.depth >= 4
        return self.weighted([
            (16, self.declaration),
            (24, self.assignment),
            (10, self.store),
            (8, lambda: self.labelled(self.of("any"))),
            (0 if deep else 9, self.if_),
            (0 if deep else 8, self.loop),
            (0 if deep else 2, self.switch),
            (0 if deep else 4, self.try_),
            (2 if self.context.loop else 0, self.leave),
            (2, self.leave),
            (4, self.array_statement),
            (3, self.shape_change),
            (2, self.closure_statement),
            (3, lambda: s("@;", self.of("any"))),
            (0 if deep else 1, self.label_block),
            (2, self.destructure),
        ])

    # Declarations and assignments.
    def declaration(self):
        type_ = self.pick(["int", "num", "num", "str", "any", "any", "obj", "bool", "big", "arr", "numbers", "view", "small"])
        if self.context.depth == 0 and not self.context.returns and type_ in ("any", "big"):
            value = self.leaf(type_)  # what throws at the top level ends the program
        else:
            value = self.initial(type_)
        writable = self.chance(70) and type_ not in ("small", "obj", "arr", "numbers", "view")
        name = self.fresh("v")
        node = s(f"{'let' if writable else 'const'} {name} = @;", value)
        self.declare(name, type_, writable)
        return node

    def initial(self, type_):
        if type_ == "obj":
            return self.object_value()
        if type_ == "arr":
            return self.array_literal("any", 1)
        if type_ == "numbers":
            return self.array_literal(self.pick(["num", "int", "small"]), 1, 1, 6)
        if type_ == "view":
            return self.view_value()
        return self.of(type_, 2)

    def object_value(self):
        found = self.visible("class")
        if found and self.chance(60):
            return listed(f"new {self.pick(found).name}(", self.some(0, 3, lambda: self.of(self.pick(["num", "int", "any"]), 1)), ")")
        found = self.visible("obj")
        if found and self.chance(15):
            return literal(self.pick(found).name)
        return self.object_literal(2)

    def view_value(self):
        kind = self.pick(values.VIEWS)
        found = self.visible("view")
        if found and self.chance(15):
            return literal(f"{self.pick(found).name}.subarray({self.pick('012')})")
        return self.weighted([
            (6, lambda: literal(f"new {kind}({self.random.randint(0, 9)})")),
            (3, lambda: listed(f"{kind}.of(", self.some(1, 6, lambda: self.of("num", 1)), ")")),
            (2, lambda: literal(f"new {kind}(new ArrayBuffer(16), 8)") if kind != "Int8Array" else literal(f"new {kind}(5)")),
        ])

    def assignment(self):
        name = self.named("int", "num", "str", "any", "bool", "big", writable=True)
        if name is None:
            return self.declaration()
        type_ = next(v.type for scope in reversed(self.scopes) for v in scope if v.name == name)
        if type_ in ASSIGNMENTS:
            return s(f"{name} {self.pick(ASSIGNMENTS[type_])};", self.of(type_))
        if type_ == "str":
            if self.chance(50):
                return s(f"{name} += @;", self.of(self.pick(["num", "small", "bool"]), 2))
            return s(f"{name} = clip(@);", self.of("str"))
        if type_ == "big":
            return s(f"{name} = BigInt.asIntN(100, @);", self.of("big"))
        return self.weighted([
            (5, lambda: s(f"{name} = clip(@);", self.of("any"))),
            (4, lambda: s(f"{name} = @;", self.of(self.pick(["num", "int", "bool", "str", "big"])))),
            (2, lambda: s(f"{name} {self.pick(['-=', '|=', '&=', '%=', '>>>=', '??=', '||=', '&&='])} @;", self.of(self.pick(["num", "int", "any"]), 2))),
            (2, lambda: s(f"{name}{self.pick(['++', '--'])};")),
            (2, lambda: s(f"{name} = @;", self.object_value())),
        ])

    def store(self):
        """Stores to a property or an element."""
        view, numbers, name = self.named("view"), self.named("numbers"), self.named("obj", "obj", "arr", "any")
        self.spend(1)
        return self.weighted([
            (5 if view else 0, lambda: s(f"{view}[@] {self.pick(['=', '=', '+=', '^=', '-='])} @;", self.of("small", 2), self.of("num"))),
            (2 if view else 0, lambda: s(f"{view}[@]{self.pick(['++', '--'])};", self.of("small", 2))),
            (4 if numbers else 0, lambda: s(f"{numbers}[@ & 15] {self.pick(['=', '=', '+=', '*='])} @;", self.of("int", 2), self.of("num"))),
            (10 if name else 0, lambda: s(f"{name}.{self.field()} = clip(@);", self.of(self.pick(["any", "num", "int"])))),
            (4 if name else 0, lambda: s(f"{name}.{self.field()} {self.pick(['-=', '+=', '*=', '|='])} @;", self.of(self.pick(["num", "int", "small"]), 2))),
            (2 if name else 0, lambda: s(f"{name}.{self.field()}{self.pick(['++', '--'])};")),
            (3 if name else 0, lambda: s(f"{name}[@] = clip(@);", self.key(2), self.of("any", 2))),
            (1 if name else 0, lambda: s(f"{name}.{self.field()} {self.pick(['??=', '||=', '&&='])} clip(@);", self.of("any", 2))),
            (1, self.declaration),
        ])

    def shape_change(self):
        name = self.named("obj")
        if name is None:
            return self.declaration()
        field = self.field()
        return self.weighted([
            (4, lambda: s(f"delete {name}.{field};")),
            (2, lambda: s(f"delete {name}[@];", self.key(1))),
            (2, lambda: s(f"Object.defineProperty({name}, '{field}', {{ get() {{ return @; }}, configurable: true }});", self.leaf("any"))),
            (2, lambda: s(f"Object.defineProperty({name}, '{field}', {{ value: @, {self.pick(['writable: true, ', ''])}{self.pick(['enumerable: true, ', ''])}configurable: {self.pick(['true', 'true', 'false'])} }});", self.of("any", 2))),
            (1, lambda: s(f"Object.{self.pick(['freeze', 'seal', 'preventExtensions'])}({name});")),
            (2, lambda: s(f"Object.setPrototypeOf({name}, @);", self.pick([
                lambda: literal("null"), lambda: self.object_literal(1), lambda: literal("Array.prototype"), lambda: literal("{ __proto__: null }")])())),
            (1, lambda: s(f"Object.assign({name}, @);", self.object_literal(2))),
        ])

    # Control flow.
    def if_(self):
        condition = self.of(self.pick(["bool", "bool", "any"]))
        if self.chance(40):
            return s("if (@) {@} else {@}", condition, self.body(1, 2), self.body(1, 2))
        return s("if (@) {@}", condition, self.body(1, 2))

    def trips(self, most=20):
        """How often a loop may go round here."""
        room = max(1, MOST_RUNS // self.context.runs)
        return min(self.random.randint(1, most), room)

    def loop(self):
        count = self.trips()
        labels, prefix = self.context.labels, ""
        if self.chance(20):
            label = self.fresh("L")
            labels, prefix = labels + ((label, True),), f"{label}: "
        context = self.context.inner(runs=self.context.runs * count, loop=True, labels=labels)
        return self.within(context, lambda: self.weighted([
            (10, lambda: self.counting(prefix, count)),
            (4, lambda: self.edge_counting(prefix, count)),
            (3, lambda: self.while_(prefix, count)),
            (3, lambda: self.for_of(prefix)),
            (1, lambda: self.for_in(prefix)),
        ]))

    def counting(self, prefix, count):
        name = self.fresh("i")
        captured = self.pick(["let", "let", "let", "var"])
        up = self.chance(75)
        self.declare(name, "small", writable=False)
        body = block(self.statements(1, 3))
        if up:
            return s(f"{prefix}for ({captured} {name} = 0; {name} < {count}; {self.pick([name + '++', '++' + name, name + ' += 1'])}) {{@}}", body)
        return s(f"{prefix}for ({captured} {name} = {count}; {name}-- > 0;) {{@}}", body)

    def edge_counting(self, prefix, count):
        """Counters that leave int32, or are fractions."""
        name = self.fresh("i")
        start, step, end = self.pick([
            ("2147483640", "1", 2147483640 + count), ("2147483600", "17", 2147483600 + 17 * count),
            ("-2147483640", "-1", -2147483640 - count), ("0", "0.5", count / 2), ("4294967290", "1", 4294967290 + count),
            ("0", "268435456", 268435456 * count), ("9007199254740980", "2", 9007199254740980 + 2 * count), ("-0", "1", count),
            ("1.5", "1", count + 1)])
        self.declare(name, "num", writable=False)
        body = block(self.statements(1, 3))
        compare = "<" if not step.startswith("-") else ">"
        return s(f"{prefix}for (let {name} = {start}; {name} {compare} {end}; {name} += {step}) {{@}}", body)

    def while_(self, prefix, count):
        name = self.fresh("w")
        self.declare(name, "small", writable=False)
        body = block(self.statements(1, 3))
        form = self.pick([f"{prefix}while ({name}-- > 0) {{@}}", f"{prefix}do {{@}} while (--{name} > 0);"])
        return s(f"let {name} = {count};\n{form}".replace("\n", " "), body)

    def for_of(self, prefix):
        name = self.fresh("e")
        source, type_ = self.pick([
            lambda: (self.array_literal("any", 1, 0, 4), "any"), lambda: (self.array_literal("num", 1, 0, 4), "num"),
            lambda: (self.of("str", 1), "str"), lambda: (literal(f"steps('{self.fresh('s')}', {self.random.randint(0, 3)}, {self.pick(['-1', '1', chr(39) + 'return' + chr(39), chr(39) + 'iterator' + chr(39)])})"), "small"),
            lambda: (e("new Set(@)", self.array_literal("num", 1, 0, 4)), "num"),
            lambda: (literal((self.named("numbers", "view") or "[1, 2.5, -0]") + ".slice(0, 5)"), "num")])()
        self.declare(name, type_, writable=type_ not in ("small", "str"))
        body = block(self.statements(1, 3))
        return s(f"{prefix}for (let {name} of @) {{@}}", source, body)

    def for_in(self, prefix):
        name = self.fresh("k")
        source = self.named("obj") or "{ a: 1, 2: 3 }"
        self.declare(name, "str", writable=False)
        body = block([s(f"if (--fuel{name} < 0) break;")] + self.statements(1, 3))
        return s(f"let fuel{name} = 6; {prefix}for (const {name} in {source}) {{@}}", body)

    def switch(self):
        subject = self.of(self.pick(["small", "any", "str", "num"]), 2)
        cases = []
        for i in range(self.random.randint(1, 4)):
            body = self.body(0, 2)
            label = e("case @:", self.of(self.pick(["small", "any", "str"]), 1)) if i != 2 else e("default:")
            cases.append(s("@ {@}" + self.pick([" break;", " break;", ""]), label, body))
        return s("switch (@) {@}", subject, block(cases))

    def try_(self):
        """try with every abrupt way out of its parts."""
        form = self.random.randrange(4)
        attempt, caught = self.body(1, 2), self.fresh("x")

        def handler():
            self.declare(caught, "any")
            return self.body(1, 2)
        if form == 0:
            return s("try {@} finally {@}", attempt, self.body(1, 2))
        if form == 1:
            return s(f"try {{@}} catch ({caught}) {{@}} finally {{@}}", attempt, self.scoped(handler), self.body(1, 2))
        note = self.log(literal(f"'{self.fresh('c')}'"), literal(caught))
        body = self.scoped(handler)
        body.parts.insert(0, note)
        return s(f"try {{@}} catch ({caught}) {{@}}", attempt, body)

    def leave(self):
        """An abrupt completion, most often behind a condition."""
        options = [(2, lambda: s("throw @;", e(f"new {self.pick(['Error', 'TypeError', 'RangeError'])}('{self.fresh('t')}')"))),
                   (1, lambda: s("throw @;", self.of("any", 1)))]
        if self.context.returns:
            options.append((4, lambda: s("return @;", self.of("any"))))
        if self.context.loop:
            options.append((6, lambda: s(self.pick(["break;", "continue;"]))))
        for label, loop in self.context.labels:
            options.append((4, lambda label=label, loop=loop: s((self.pick(["break", "continue"]) if loop else "break") + f" {label};")))
        left = self.weighted(options)
        return left if self.chance(10) else s("if (@) @", self.of("bool"), left)

    def label_block(self):
        label = self.fresh("B")
        return s(f"{label}: {{@}}", self.body(1, 4, labels=self.context.labels + ((label, False),)))

    # Arrays, closures, patterns.
    def array_statement(self):
        name = self.named("arr", "numbers")
        if name is None:
            return self.declaration()
        if self.context.runs > 200:
            return s(f"{name}[@ & 7] = @;", self.of("small", 2), self.of("num", 2))
        return self.weighted([
            (4, lambda: s(f"{name}.push(@);", self.of(self.pick(["any", "num"]), 2))),
            (2, lambda: s(f"{name}.unshift(@, @);", self.of("any", 2), self.of("num", 2))),
            (4, lambda: self.labelled(literal(f"{name}.{self.pick(['pop', 'shift', 'reverse'])}()"))),
            (2, lambda: s(f"{name}.length = {self.pick(['0', '1', '2', '7', '20'])};")),
            (2, lambda: self.labelled(e(f"{name}.splice(@, @, @)", self.of("small", 1), self.of("small", 1), self.of("any", 1)))),
            (2, lambda: self.labelled(e(f"{name}.{self.pick(['indexOf', 'includes', 'lastIndexOf', 'at', 'join', 'concat'])}(@)", self.of("any", 1)))),
            (2, lambda: s(f"delete {name}[@];", self.of("small", 1))),
            (1, lambda: s(f"{name}[@] = @;", literal(self.pick(["4294967294", "100", "-1", "1.5", "'3'", "10000"])), self.of("any", 1))
                if self.chance(30) else s(f"{name}[10] = @;", self.of("any", 1))),
            (3, lambda: self.labelled(self.array_callback(name))),
            (1, lambda: self.labelled(e(f"{name}.slice(@, @)", self.of("small", 1), self.of("small", 1)))),
            (1, lambda: s(f"{name}.length > 1000 || {name}.fill(@, @, @);", self.of("any", 1), self.of("small", 1), self.of("small", 1))),
            (1, lambda: s(f"{name}.length > 1000 || {name}.copyWithin(@, @);", self.of("small", 1), self.of("small", 1))),
        ])

    def array_callback(self, name):
        """A method with a callback, which may change the array (never more than its length at the start is visited)."""
        element, index = self.fresh("a"), self.fresh("a")
        method = self.pick(["map", "filter", "forEach", "some", "every", "find", "findIndex", "findLast", "reduce", "flatMap"])

        def body():
            self.declare(element, "any")
            self.declare(index, "small", writable=False)
            parts = self.statements(0, 2)
            parts.append(s("return @;", self.of(self.pick(["any", "num", "bool"]), 2)))
            return block(parts)
        context = self.context.inner(runs=self.context.runs * 8, returns=True, loop=False, labels=(), coroutine="")
        inner = self.within(context, body)
        if method == "reduce":
            return e(f"{name}.slice(0, 8).reduce(({element}, q, {index}) => {{@}}, @)", inner, self.leaf("num"))
        return e(f"(({name}.length > 8 && ({name}.length = 8)), {name}.{method}(({element}, {index}) => {{@}}))", inner)

    def closure_statement(self):
        name = self.fresh("f")
        parameters = self.some(0, 2, lambda: self.fresh("a"))

        def body():
            for parameter in parameters:
                self.declare(parameter, "any")
            parts = self.statements(0, 2)
            parts.append(s("return @;", self.of(self.pick(["any", "num", "int"]), 2)))
            return block(parts)
        before, self.cost = self.cost, 0
        context = self.context.inner(runs=1, returns=True, loop=False, labels=(), coroutine="")
        inner = self.within(context, body)
        cost, self.cost = max(1, self.cost), before
        node = s(f"const {name} = ({', '.join(parameters)}) => {{@}};", inner)
        self.declare(name, "fn", writable=False, cost=cost)
        return node

    def destructure(self):
        first, second = self.fresh("v"), self.fresh("v")
        source = self.named("obj", "arr", "any") or "{}"
        node = self.weighted([
            (3, lambda: s(f"const {{ {self.field()}: {first} = @, ...{second} }} = {source} ?? {{}};", self.of("any", 1))),
            (3, lambda: s(f"const [{first} = @, {second}] = @;", self.of("any", 1), self.array_literal("any", 1))),
            (2, lambda: s(f"const [{first}, , ...{second}] = steps('{self.fresh('s')}', {self.random.randint(0, 4)}, @);", literal(self.pick(["-1", "1", "'return'"])))),
            (2, lambda: s(f"const [{first} = @, {second} = @] = steps('{self.fresh('s')}', {self.random.randint(0, 4)}, @);", self.of("any", 1), self.of("any", 1), literal(self.pick(["-1", "1", "'return'"])))),
        ])
        self.declare(first, "any", writable=False)
        self.declare(second, "any", writable=False)
        return node
