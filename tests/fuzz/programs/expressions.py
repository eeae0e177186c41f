"""Expressions of a wanted type: int (an integer by its form), num, str, bool, big, and any."""
from . import values
from .generator import literal
from .tree import expression as e

COMPARISONS = ["<", "<=", ">", ">=", "==", "!=", "===", "!=="]
ARITHMETIC = ["+", "-", "*", "/", "%"]
BITWISE = ["|", "&", "^", "<<", ">>", ">>>"]


class Expressions:
    def of(self, type_, depth=None):
        if depth is None:
            depth = self.pick((1, 2, 2, 3))
        if depth <= 0 or self.chance(15):
            return self.leaf(type_)
        return {"int": self.int_, "num": self.num, "str": self.str_, "bool": self.bool_, "big": self.big, "any": self.any_,
                "small": self.small}[type_](depth)

    def leaf(self, type_):
        if type_ == "small":
            name = self.named("small")
            return literal(name if name and self.chance(70) else self.pick(values.SMALL))
        wanted = {"num": ("num", "int", "small"), "int": ("int", "small"), "any": ("any", "num", "int", "str", "bool", "big", "obj")}
        name = self.named(*wanted.get(type_, (type_,)))
        if name and self.chance(75):
            return literal(name)
        if type_ == "int":
            return literal(self.pick(values.INTEGERS))
        if type_ == "num":
            return literal(self.pick(values.DOUBLES if self.chance(60) else values.INTEGERS))
        if type_ == "str":
            return literal(self.pick(values.STRINGS))
        if type_ == "bool":
            return literal(self.pick(["true", "false"]))
        if type_ == "big":
            return literal(self.pick(values.BIGINTS))
        return self.interesting()

    def interesting(self):
        """A constant of any type, objects that log their conversions included."""
        return self.weighted([
            (20, lambda: literal(self.pick(values.INTEGERS))),
            (15, lambda: literal(self.pick(values.DOUBLES))),
            (15, lambda: literal(self.pick(values.STRINGS))),
            (6, lambda: literal(self.pick(values.BIGINTS))),
            (15, lambda: literal(self.pick(values.OTHERS))),
            (3, lambda: literal(f"Symbol('{self.fresh('s')}')")),
            (4, lambda: e(f"noisy('{self.fresh('n')}', @)", literal(self.pick(values.INTEGERS + values.OTHERS + values.STRINGS)))),
            (3, lambda: e(f"primitive('{self.fresh('p')}', @)", literal(self.pick(values.INTEGERS + values.STRINGS + values.BIGINTS)))),
            (5, lambda: self.object_literal(1)),
            (4, lambda: self.array_literal("any", 1)),
            (2, lambda: literal("((x) => x)")),
        ])

    # Integers.
    def int_(self, depth):
        def a(type_="int"):
            return self.of(type_, depth - 1)
        return self.weighted([
            (14, lambda: e("(@ " + self.pick(["+", "-"]) + " @ | 0)", a(), a())),
            (4, lambda: e("(@ * @ | 0)", a(), a())),
            (12, lambda: e("(@ " + self.pick(BITWISE) + " @)", a(), a())),
            (4, lambda: e("(@ >>> 0)", a("num"))),
            (4, lambda: e("(@ | 0)", a("num"))),
            (4, lambda: e("(@ % @)", a(), a())),
            (5, lambda: e("(@ " + self.pick(["+", "-", "*"]) + " @)", a(), a())),
            (3, lambda: e("Math.imul(@, @)", a(), a())),
            (2, lambda: e("(~ @)", a())),
            (2, lambda: e("(- @)", a())),
            (3, lambda: e("Math." + self.pick(["max", "min"]) + "(@, @)", a(), a())),
            (2, lambda: e("Math." + self.pick(["floor", "round", "trunc", "ceil", "clz32", "abs"]) + "(@)", a("num"))),
            (2, lambda: e("(@ / @ | 0)", a(), a())),
            (2, lambda: e("@.length", a("str"))),
            (2, lambda: e("@.charCodeAt(@)", a("str"), a("small"))),
            (3, lambda: e("(@ ? @ : @)", self.of("bool", depth - 1), a(), a())),
            (3, lambda: self.element("int", depth)),
            (2, lambda: self.step("int")),
            (2, lambda: e("(@ | 0)", a("any"))),
        ])

    def small(self, depth):
        return self.weighted([
            (5, lambda: self.leaf("small")),
            (2, lambda: e("(@ & 7)", self.of("int", depth - 1))),
            (1, lambda: e("(@ + 1)", self.leaf("small"))),
            (1, lambda: e("(@ - 1)", self.leaf("small"))),
            (1, lambda: e("(@ % 5)", self.of("int", depth - 1))),
        ])

    def step(self, type_):
        name = self.named(type_, writable=True)
        if name is None:
            return self.leaf(type_)
        return literal("(" + self.pick([f"++{name}", f"{name}++", f"--{name}", f"{name}--"]) + ")")

    # Numbers.
    def num(self, depth):
        def a(type_="num"):
            return self.of(type_, depth - 1)
        return self.weighted([
            (24, lambda: e("(@ " + self.pick(ARITHMETIC) + " @)", a(), a())),
            (10, lambda: self.int_(depth)),
            (4, lambda: e("(@ " + self.pick(BITWISE) + " @)", a(), a())),
            (6, lambda: e(f"Math.{self.pick(values.EXACT_MATH)}(@)", a())),
            (3, lambda: e("Math." + self.pick(["max", "min"]) + "(@, @)", a(), a())),
            (1, lambda: e("Math.max(@, @, @)", a(), a("any"), a())),
            (3, lambda: e("(- @)", a())),
            (3, lambda: e("(+@)", a("any"))),
            (2, lambda: e("Number(@)", a("any"))),
            (1, lambda: e("parseInt(@)", a("str"))),
            (1, lambda: e("parseFloat(@)", a("str"))),
            (3, lambda: e("(@ ? @ : @)", self.of("bool", depth - 1), a(), a())),
            (3, lambda: self.element("num", depth)),
            (2, lambda: self.step("num")),
            (2, lambda: e("((@) ** @)", self.leaf("small"), literal(self.pick(["2", "3", "0", "1"])))),
            (1, lambda: e("(@, @)", a(), a())),
        ])

    def element(self, type_, depth):
        found = self.visible("view", "numbers")
        if not found:
            return self.leaf(type_)
        read = e(self.pick(found).name + "[@]", self.of("small", depth - 1))
        return e("(@ | 0)", read) if type_ == "int" else read

    # Strings.
    def str_(self, depth):
        def a(type_="str"):
            return self.of(type_, depth - 1)
        return self.weighted([
            (10, lambda: e("(@ + @)", a(), a())),
            (5, lambda: e("(@ + @)", a(), self.of("num", depth - 1))),
            (3, lambda: e("(@ + @)", self.of("num", depth - 1), a())),
            (6, lambda: e("`" + self.pick(["", "v=", "é"]) + "${@}|${@}`", a(), a("num"))),
            (4, lambda: e("@.slice(@, @)", a(), a("small"), a("small"))),
            (2, lambda: e("@.substring(@, @)", a(), a("num"), a("small"))),
            (2, lambda: e("@.charAt(@)", a(), a("small"))),
            (2, lambda: e("String(@)", a("any"))),
            (2, lambda: e("@." + self.pick(["toUpperCase", "toLowerCase", "trim", "trimEnd"]) + "()", a())),
            (2, lambda: e("@." + self.pick(["padStart", "padEnd"]) + "(@, @)", a(), a("small"), a())),
            (1, lambda: e("@.repeat(@ & 3)", a(), a("small"))),
            (2, lambda: e("@.replace(@, @)", a(), a(), a())),
            (2, lambda: e("@.replace(/" + self.pick(["[a-z]", "(.)(.)", r"\d+", "a|b", "(?<n>o)", "^", r"\s", "é"]) + "/"
                          + self.pick(["", "g", "gu", "i"]) + ", @)", a(),
                          literal(self.pick(['"[$&]"', '"$1"', '"$`"', '"$<n>"', "(m, p) => p + m", '"$$"', "(...a) => a.length"])))),
            (1, lambda: e("@.split(@).join(@)", a(), a(), a())),
            (1, lambda: e("@.concat(@, @)", a(), a("any"), a())),
            (2, lambda: e("(typeof (@))", a("any"))),
            (1, lambda: e("String.fromCharCode(@, @)", a("int"), a("int"))),
            (1, lambda: e("(@).toString(@)", a("num"), literal(self.pick(["", "16", "2", "36", "10"])))),
            (1, lambda: e("(@).toFixed(@)", a("num"), literal(self.pick(["0", "2", "7"])))),
            (2, lambda: e("(@ ? @ : @)", self.of("bool", depth - 1), a(), a())),
        ])

    # Booleans.
    def bool_(self, depth):
        def a(type_):
            return self.of(type_, depth - 1)
        return self.weighted([
            (8, lambda: e("(@ " + self.pick(COMPARISONS) + " @)", a("int"), a("int"))),
            (8, lambda: e("(@ " + self.pick(COMPARISONS) + " @)", a("num"), a("num"))),
            (4, lambda: e("(@ " + self.pick(COMPARISONS) + " @)", a("str"), a("str"))),
            (4, lambda: e("(@ " + self.pick(COMPARISONS) + " @)", a("any"), a("any"))),
            (4, lambda: e("(@ " + self.pick(["&&", "||"]) + " @)", a("bool"), a("bool"))),
            (4, lambda: e("!(@)", a("any"))),
            (1, lambda: e("Object.is(@, @)", a("num"), a("num"))),
            (1, lambda: e("(@ instanceof " + self.pick(["Array", "Object", "Function", "Error"]) + ")", a("any"))),
            (2, lambda: e("@.includes(@)", a("str"), a("str"))),
            (1, lambda: e("Number.isInteger(@)", a("any"))),
            (1, lambda: e("Array.isArray(@)", a("any"))),
            (2, lambda: self.membership(depth)),
        ])

    def membership(self, depth):
        name = self.named("obj", "arr")
        if name is None:
            return self.leaf("bool")
        return e("(@ in @)", self.key(depth), literal(name))

    # BigInts.
    def big(self, depth):
        def a(type_="big"):
            return self.of(type_, depth - 1)
        return self.weighted([
            (10, lambda: e("(@ " + self.pick(["+", "-", "*", "&", "|", "^"]) + " @)", a(), a())),
            (3, lambda: e("(@ " + self.pick(["/", "%"]) + " @)", a(), a())),
            (2, lambda: e("(@ " + self.pick(["<<", ">>"]) + " @)", a(), literal(self.pick(["1n", "0n", "63n", "-3n", "64n"])))),
            (3, lambda: e("(- @)", a())),
            (2, lambda: e("BigInt." + self.pick(["asIntN", "asUintN"]) + "(@, @)", literal(self.pick(["8", "32", "64", "65", "1"])), a())),
            (1, lambda: e("BigInt(@)", a("int"))),
            (1, lambda: e("(@ ? @ : @)", self.of("bool", depth - 1), a(), a())),
            (1, lambda: e("((@) ** @)", a(), literal(self.pick(["0n", "1n", "2n", "3n"])))),
        ])

    # Anything.
    def any_(self, depth):
        def a(type_="any"):
            return self.of(type_, depth - 1)
        return self.weighted([
            (10, lambda: e("(@ " + self.pick(ARITHMETIC) + " @)", a(), a())),
            (4, lambda: e("(@ " + self.pick(BITWISE) + " @)", a(), a())),
            (4, lambda: e("(@ " + self.pick(COMPARISONS) + " @)", a(), a())),
            (8, lambda: self.of(self.pick(["num", "int", "str", "bool", "big"]), depth)),
            (4, lambda: e("(@ " + self.pick(["&&", "||", "??"]) + " (@))", e("(@)", a()), a())),
            (3, lambda: e("(@ ? @ : @)", a(), a(), a())),
            (3, lambda: e("(" + self.pick(["-", "+", "~", "!", "typeof ", "void "]) + "(@))", a())),
            (8, lambda: self.read(depth)),
            (3, lambda: self.object_literal(depth - 1)),
            (3, lambda: self.array_literal("any", depth - 1)),
            (5, lambda: self.call(depth)),
            (3, lambda: self.interesting()),
            (2, lambda: self.arrow(depth)),
            (2, lambda: e("(@, @)", a(), a())),
            (2, lambda: self.assignment_value(depth)),
        ])

    def key(self, depth):
        return self.weighted([
            (6, lambda: literal(f'"{self.field()}"')),
            (4, lambda: self.of("small", depth - 1)),
            (2, lambda: literal(self.pick(values.KEYS))),
            (1, lambda: self.of("str", depth - 1)),
        ])

    def read(self, depth):
        """Reads a property: of an object that is there, or of anything."""
        name = self.named("obj", "obj", "arr", "any")
        base = literal(name) if name and self.chance(85) else e("(@)", self.of("any", depth - 1))
        dot = self.pick([".", ".", ".", "?."])
        return self.weighted([
            (10, lambda: e("@" + dot + self.field(), base)),
            (2, lambda: e("@.length", base)),
            (4, lambda: e("@[@]", base, self.key(depth))),
            (2, lambda: e("@" + dot + self.method() + "(@)", base, self.of("any", depth - 2))),
            (1, lambda: e("@?.[@]", base, self.key(depth))),
        ])

    def object_literal(self, depth):
        fields = []
        for name in self.random.sample(self.fields, self.random.randint(0, 3)):
            fields.append(self.weighted([
                (12, lambda n=name: e(f"{n}: @", self.of(self.pick(["num", "any", "int", "str"]), depth))),
                (1, lambda n=name: e("get " + n + "() { return @; }", self.leaf("any"))),
                (1, lambda n=name: e(f"[`{n}`]: @", self.leaf("any"))),
            ]))
        if self.chance(6) and depth > 0:
            fields.append(e(self.method() + "(v) { return @; }", self.pick([
                lambda: literal("v"), lambda: literal(f"this.{self.field()}"), lambda: self.leaf("any")])()))
        if self.chance(4) and self.visible("obj"):
            fields.append(literal("..." + self.named("obj")))
        return listed("({ ", fields, " })")

    def array_literal(self, type_, depth, low=0, high=4):
        items = self.some(low, high, lambda: self.of(type_, depth))
        if type_ == "any" and self.chance(10) and items:
            items.insert(self.random.randrange(len(items)), literal(""))
        if type_ == "any" and self.chance(5) and self.visible("arr"):
            items.append(literal("..." + self.named("arr")))
        return listed("[", items, "]")

    def arrow(self, depth):
        self.scopes.append([])
        name = self.fresh("a")
        self.declare(name, "any", writable=False)
        body = self.of(self.pick(["any", "num"]), depth - 1)
        self.scopes.pop()
        return e(f"(({name}) => @)", body)

    def call(self, depth):
        """Calls a function of the program that may be called here."""
        found = [v for v in self.visible("fn") if v.cost * self.context.runs <= self.call_budget]
        if not found:
            return self.leaf("any")
        callee = self.pick(found)
        arguments = self.some(0, 3, lambda: self.of(self.pick(["any", "num", "int", "small"]), depth - 1))
        self.spend(callee.cost)
        return listed(callee.name + "(", arguments, ")")

    def assignment_value(self, depth):
        name = self.named("any", writable=True)
        if name is None:
            return self.leaf("any")
        return e(f"({name} = @)", self.of("any", depth - 1))


def listed(opening, items, closing):
    parts = [opening]
    for i, item in enumerate(items):
        if i:
            parts.append(", ")
        parts.append(item)
    parts.append(closing)
    node = e("")
    node.parts = parts
    return node
