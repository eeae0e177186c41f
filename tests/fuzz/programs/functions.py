"""Functions, classes, generators and async functions of a program, and the calls that run them."""
from . import values
from .expressions import listed
from .generator import Context, literal
from .tree import block, expression as e, statement as s

ARGUMENTS = [["num", "num"], ["int", "int"], ["small", "small"], ["any", "any"], ["num", "any"], ["str", "small"], ["big", "big"]]


class Functions:
    def entered(self, context, limit, make):
        """Generates a function's body by itself; returns it and what a call of it costs."""
        before = self.context, self.cost, self.call_budget
        self.context, self.cost, self.call_budget = context, 0, limit
        try:
            return self.scoped(make), max(1, self.cost)
        finally:
            self.context, self.cost, self.call_budget = before

    def function(self):
        """A function that works on numbers, arrays, objects or anything, in loops."""
        name = self.fresh("f")
        kinds = self.pick(ARGUMENTS + [["obj", "num"], ["arr", "small"], ["view", "small"], ["numbers", "any"], ["obj", "obj"]])
        parameters = [self.fresh("a") for _ in kinds]
        form = self.pick(["plain"] * 6 + ["default", "arguments", "rest", "pattern"])

        def body():
            for parameter, kind in zip(parameters, kinds):
                self.declare(parameter, kind, writable=kind not in ("obj", "arr", "view", "numbers"))
            first = []
            result, type_ = self.fresh("r"), self.pick(["int", "num", "num", "any", "str"])
            first.append(s(f"let {result} = @;", self.of(type_, 1)))
            self.declare(result, type_)
            if form == "arguments":
                first.append(self.arguments_statement(parameters))
            out = first + self.statements(0, 2)
            if self.chance(80):
                out.append(self.loop())
            if form == "arguments":
                out.append(self.arguments_statement(parameters))
            out += self.statements(0, 1)
            out.append(s("return @;", literal(result) if self.chance(60) else self.of("any")))
            return block(out)
        inner, cost = self.entered(Context(returns=True, strict=self.strict), 2000, body)
        signature = ", ".join(parameters)
        if form == "default":
            signature = f"{parameters[0]}, {parameters[1]} = {self.pick([parameters[0], '0', '1.5', '{}', 'undefined'])}"
        elif form == "rest":
            signature = f"{parameters[0]}, ...{parameters[1]}"
        elif form == "pattern":
            signature = f"{parameters[0]}, {{ {self.field()}: {parameters[1]} = 1 }} = {{}}"
        node = s(f"function {name}({signature}) {{@}}", inner)
        self.declare(name, "fn", writable=False, cost=cost)
        self.callables.append((name, kinds))
        return node

    def arguments_statement(self, parameters):
        name = self.pick(parameters)
        return self.weighted([
            (3, lambda: s(f"arguments[{self.pick('0123')}] = @;", self.of("any", 2))),
            (3, lambda: s(f"{name} = @;", self.of("any", 2))),
            (3, lambda: self.labelled(e("[...arguments]"))),
            (1, lambda: s("arguments.length = @;", self.leaf("small"))),
            (1, lambda: s(f"delete arguments[{self.pick('01')}];")),
            (1, lambda: s("Object.defineProperty(arguments, 0, { value: @, writable: @ });", self.leaf("any"), literal(self.pick(["true", "false"])))),
            (1, lambda: self.labelled(e("((...r) => r.length)(...arguments)"))),
            (1, lambda: self.labelled(e("Math.max.apply(null, arguments)"))),
        ])

    def argument(self, kind):
        """What a function is called with: most often what it expects."""
        if self.chance(25):
            return self.of("any", 2)
        if kind == "obj":
            return self.object_value()
        if kind in ("arr", "numbers", "view"):
            return self.initial(kind)
        return self.of(kind, 1)

    def calls(self):
        """Calls the program's functions, often enough that caches fill, with arguments that change on the way."""
        out = []
        for name, kinds in self.callables:
            out.append(self.weighted([
                (5, lambda: self.direct_calls(name, kinds)),
                (4, lambda: self.table_calls(name, kinds)),
            ]))
        return block(out)

    def direct_calls(self, name, kinds):
        return block([s("attempt(() => @);", listed(f"{name}(", [self.argument(kind) for kind in kinds], ")"))
                      for _ in range(self.random.randint(1, 3))])

    def table_calls(self, name, kinds):
        rows = [listed("[", [self.argument(kind) for kind in kinds], "]") for _ in range(self.random.randint(2, 4))]
        count = self.pick(["1", "1", "3", "12"])
        row, at = self.fresh("t"), self.fresh("i")
        inner = self.pick([f"{name}(...{row})", f"{name}({row}[0], {row}[1])", f"{name}.apply(undefined, {row})", f"{name}.call({row}, {row}[0], {row}[1])"])
        return s(f"for (const {row} of @) for (let {at} = 0; {at} < {count}; {at}++) attempt(() => {inner});", listed("[", rows, "]"))

    # Classes.
    def class_(self):
        name = self.fresh("C")
        parents = self.visible("class")
        parent = self.pick(parents).name if parents and self.chance(60) else self.pick([None] * 8 + ["Array", "Map", "Error", "Object"])
        fields, private = self.random.sample(self.fields, self.random.randint(1, 3)), self.fresh("#p")
        members = [s(f"{private} = @;", self.leaf("num"))]
        for field in fields:
            if self.chance(40):
                members.append(s(f"{field} = @;", self.weighted([
                    (3, lambda: self.leaf("any")), (1, lambda: literal(f"this.{self.field()}")), (1, lambda: literal("() => this"))])))
        members.append(self.constructor(parent, fields))
        for level, method in enumerate(self.methods):
            if self.chance(55):
                members.append(self.method_of(level, method, parent, private))
        if self.chance(30):
            members.append(s(f"get {self.pick(self.fields)}() {{ return @; }}", self.pick([
                lambda: literal(f"this.{private}"), lambda: self.leaf("any"), lambda: literal("super.constructor.name")])()))
        if self.chance(20):
            members.append(s(f"set {self.pick(self.fields)}(v) {{ log('set', v); this.{private} = v; }}"))
        if self.chance(25):
            members.append(s(f"static {self.pick(self.fields)} = @;", self.leaf("any")))
        if self.chance(15):
            members.append(s(f"static {{ log('static', this.name); this.made = @; }}", self.leaf("any")))
        if self.chance(15):
            members.append(s("[mark('computed', '" + self.field() + "')] = @;", self.leaf("any")))
        if self.chance(20):
            members.append(s(self.pick([f"valueOf() {{ return this.{private}; }}", "toString() { return `<${this.constructor.name}>`; }",
                                        "[Symbol.toPrimitive](hint) { log(hint); return 7; }",
                                        f"static [Symbol.hasInstance](v) {{ return #{private[1:]} in Object(v); }}"])))
        extends = f" extends {parent}" if parent else ""
        node = s(f"class {name}{extends} {{@}}", block(members))
        self.declare(name, "class", writable=False)
        return node

    def constructor(self, parent, fields):
        first, second = self.fresh("a"), self.fresh("a")

        def body():
            self.declare(first, "any")
            self.declare(second, "any")
            out = []
            if parent:
                if self.chance(10):
                    out.append(self.log(literal("new.target.name")))
                out.append(s("super(@);", listed("", [] if parent in ("Array", "Map") else [literal(first), literal(second)], "")))
            for field in fields:
                target = s(f"this.{field} = @;", literal(self.pick([first, second])) if self.chance(70) else self.of("num", 1))
                out.append(target if self.chance(75) else s("if (@) @", self.of("bool", 1), target))
            if self.chance(8):
                out.append(s("if (@) @", self.of("bool", 1), s("return @;", self.pick([lambda: literal("{ other: 1 }"), lambda: literal("undefined"), lambda: literal("1")])())))
            return block(out)
        self.method_level = 0
        inner, _ = self.entered(Context(method=True, strict=True), 1, body)
        self.method_level = None
        return s(f"constructor({first}, {second} = {self.pick([first, '0', '1.5'])}) {{@}}", inner)

    def method_of(self, level, method, parent, private):
        first = self.fresh("a")

        def body():
            self.declare(first, "any")
            this = self.fresh("o")
            self.declare(this, "obj", writable=False)
            out = [s(f"const {this} = this;")]
            if self.chance(30):
                out.append(s(f"this.{private} {self.pick(['+=', '=', '-='])} @;", self.of("num", 1)))
            out += self.statements(0, 3)
            out.append(s("return @;", self.weighted([
                (3, lambda: e(f"(this.{self.field()} + @)", self.of("any", 1))),
                (2, lambda: literal(f"this.{private}")),
                (2, lambda: literal(f"super.{method}?.({first})") if parent else literal(first)),
                (1, lambda: literal("this")),
                (3, lambda: self.of("any", 2))])))
            return block(out)
        self.method_level = level
        inner, _ = self.entered(Context(returns=True, method=True, strict=True, depth=2, runs=60), 1, body)
        self.method_level = None
        return s(f"{self.pick(['', '', '', '', '', 'static '])}{method}({first}) {{@}}", inner)

    def constructor_function(self):
        """A constructor of the old kind with methods on its prototype."""
        name, first, second = self.fresh("C"), self.fresh("a"), self.fresh("a")
        fields = self.random.sample(self.fields, 2)
        parts = [s(f"function {name}({first}, {second}) {{@}}", block(
            [s(f"this.{field} = {argument};") for field, argument in zip(fields, (first, second))]
            + ([s(f"if (!({first} > @)) this.{self.field()} = @;", self.leaf("num"), self.leaf("any"))] if self.chance(40) else [])))]
        for method in self.random.sample(self.methods, 2):
            parts.append(s(f"{name}.prototype.{method} = function (v) {{ return this.{self.field()} {self.pick(['+', '-', '*'])} {self.pick(['v', 'this.' + self.field(), '1'])}; }};"))
        self.declare(name, "class", writable=False)
        return block(parts)

    # Generators.
    def generator(self):
        name, first = self.fresh("g"), self.fresh("a")

        def body():
            self.declare(first, "any")
            return block(self.statements(2, 4) + [s("yield @;", self.of("any", 2))])
        inner, _ = self.entered(Context(returns=True, coroutine="generator", strict=self.strict), 50, body)
        node = s(f"function* {name}({first}) {{@}}", inner)
        runs = []
        for _ in range(self.random.randint(1, 2)):
            it = self.fresh("it")
            runs.append(s(f"const {it} = {name}(@);", self.of("any", 1)))
            for _ in range(self.random.randint(2, 4)):
                runs.append(s(f"attempt(() => {it}.{self.pick(['next', 'next', 'next', 'return', 'throw'])}(@));", self.of("any", 1)))
        if self.chance(40):
            runs.append(s(f"attempt(() => {{ let n = 0; for (const v of {name}(@)) {{ log('of', v); if (++n > 3) break; }} }});", self.of("any", 1)))
        if self.chance(20):
            runs.append(s(f"attempt(() => {{ function* outer() {{ try {{ log('delegated', yield* {name}(@)); }} finally {{ log('left'); }} }} const o = outer(); o.next(); o.next(1); return o.{self.pick(['return', 'throw', 'next'])}(2); }});", self.of("any", 1)))
        return block([node] + runs)

    # Async functions: what they log interleaves.
    def async_function(self):
        name, first = self.fresh("f"), self.fresh("a")
        generator = self.chance(25)

        def body():
            self.declare(first, "any")
            out = self.statements(1, 3) + [s("log(@, await @);", literal(f"'{self.fresh('l')}'"), self.awaitable())] + self.statements(0, 2)
            if self.chance(25):
                out.append(s("for await (const v of @) log('for await', v);", self.pick([
                    lambda: listed("[", self.some(1, 3, self.awaitable), "]"), lambda: literal(f"steps('{self.fresh('s')}', 2, {self.pick(['-1', '1'])})")])()))
            if generator:
                out.append(s("yield @;", self.awaitable()))
            out.append(s("return @;", self.of("any", 2)))
            return block(out)
        inner, cost = self.entered(Context(returns=True, coroutine="async generator" if generator else "async", strict=self.strict), 50, body)
        node = s(f"async function{'*' if generator else ''} {name}({first}) {{@}}", inner)
        out = [node]
        for _ in range(self.random.randint(1, 2)):
            label = self.fresh("l")
            call = e(f"{name}(@)", self.of("any", 1))
            if generator:
                it = self.fresh("it")
                out.append(s(f"const {it} = @;", call))
                for _ in range(self.random.randint(1, 4)):
                    out.append(s(f"{it}.{self.pick(['next', 'next', 'return', 'throw'])}(@).then((v) => log('{label}', v), (x) => log('{label} rejected', x));", self.of("any", 1)))
            else:
                out.append(s(f"@.then((v) => log('{label}', v), (x) => log('{label} rejected', x));", call))
        if self.chance(30):
            label = self.fresh("l")
            out.append(s(f"Promise.{self.pick(['all', 'race', 'allSettled', 'any'])}(@).then((v) => log('{label}', v), (x) => log('{label}', x)).finally(() => log('{label} end'));",
                         listed("[", self.some(1, 3, self.awaitable), "]")))
        if self.chance(30):
            out.append(s(f"{self.pick(['queueMicrotask', 'process.nextTick'])}(() => log('{self.fresh('l')}'));"))
        return block(out)

    def awaitable(self):
        return self.weighted([
            (3, lambda: self.of("any", 1)),
            (3, lambda: e("Promise.resolve(@)", self.of("any", 1))),
            (1, lambda: e("Promise.reject(@)", self.of("any", 1)) if self.chance(30) else e("Promise.resolve(@)", self.leaf("any"))),
            (2, lambda: e("({ then(f) { log('then'); f(@); } })", self.leaf("any"))),
            (2, lambda: e("new Promise((f) => f(@))", self.leaf("any"))),
        ])
