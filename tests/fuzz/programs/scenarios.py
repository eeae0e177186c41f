"""Programs in the large: what a compiler that assumes things about the whole program could get wrong, each with random parts."""
from . import values
from .expressions import listed
from .generator import Context, literal
from .tree import block, expression as e, statement as s


class Scenarios:
    def mixed_objects(self):
        """A hot function over objects of several shapes, one of which changes on the way."""
        hot, objects, at = self.fresh("f"), self.fresh("os"), self.fresh("i")
        a, b = self.random.sample(self.fields, 2)
        method = self.method()
        use = self.pick([f"o.{a} + o.{b}", f"o.{a} * 2 + o.{b}", f"o.{method}?.(o.{a})", f"(o.{a} = o.{b}, o.{a} - 1)", f"o.{a}++ + o.{b}",
                         f"(o.{b} += o.{a}) | 0", f"o.{a} > o.{b} ? o.{a} : o.{b}", f"o.{a}.{b}", f"o.{a} | o.{b} << 1"])
        items = self.some(2, 5, self.object_value)
        change_at, name = self.random.randint(0, 9), f"{objects}[{self.random.randrange(len(items))}]"
        change = self.weighted([
            (3, lambda: s(f"delete {name}.{a};")),
            (2, lambda: s(f"Object.defineProperty({name}, '{b}', {{ get() {{ log('got'); return @; }}, configurable: true }});", self.leaf("any"))),
            (2, lambda: s(f"Object.setPrototypeOf({name}, @);", self.object_literal(2))),
            (2, lambda: s(f"{name}.{self.field()} = @;", self.of("any", 1))),
            (2, lambda: s(f"Object.freeze({name});")),
            (2, lambda: s(f"Object.getPrototypeOf({name}).{method} = function (v) {{ return @; }};", self.leaf("any"))),
            (2, lambda: s(f"Object.getPrototypeOf({name}).{a} = @;", self.leaf("any")) if self.visible("class") else s(f"{name}.{a} = @;", self.of("any", 1))),
            (2, lambda: s(f"{name} = @;", self.of("any", 1))),
            (1, lambda: s(f"{name} = new Proxy({name}, {{ get(t, k, r) {{ log('trap', k); return Reflect.get(t, k, r); }} }});")),
        ])
        total = self.fresh("r")
        return block([
            s(f"function {hot}(o) {{ return {use}; }}"),
            s(f"const {objects} = @;", listed("[", items, "]")),
            s(f"let {total} = @;", literal(self.pick(["0", "0.5", "''"]))),
            s(f"for (let {at} = 0; {at} < 10; {at}++) {{@}}", block([
                s(f"if ({at} === {change_at}) {{@}}", block([s("try { @ } catch (x) { log('change', x); }", change)])),
                s(f"for (const o of {objects}) try {{ {total} = clip({total} + {hot}(o)); }} catch (x) {{ if ({at} < 3) log(x); }}")])),
            self.labelled(literal(total)), self.labelled(literal(objects))])

    def escaping(self):
        """Objects and closures that only one function sees, until one escapes."""
        name, first, kept = self.fresh("f"), self.fresh("a"), self.fresh("kept")
        x, y = self.random.sample(self.fields, 2)
        classes = self.visible("class")
        p, q = self.fresh("o"), self.fresh("o")

        def body():
            self.declare(first, "num")
            make = e(f"new {self.pick(classes).name}({first}, @)", self.of("num", 1)) if classes and self.chance(50) else e(f"{{ {x}: {first}, {y}: @ }}", self.of("num", 1))
            out = [s(f"const {p} = @;", make)]
            self.declare(p, "obj", writable=False)
            if self.chance(50):
                out.append(s(f"{self.pick(['const', 'let'])} {q} = {self.pick([p, f'{{ ...{p} }}', f'{first} > 2 ? {p} : {{ {x}: 1, {y}: 2 }}'])};"))
                self.declare(q, "obj", writable=False)
            out += self.statements(1, 3)
            escape = self.weighted([
                (3, lambda: s(f"{kept}.push({p});")),
                (2, lambda: s(f"{kept}.push(() => {p}.{x}++);")),
                (1, lambda: s(f"throw {p};")),
                (1, lambda: s(f"return {p};")),
                (1, lambda: s(f"{p}.self = {p};")),
                (1, lambda: self.labelled(literal(f"Object.keys({p})"))),
                (1, lambda: s(f"{kept}.push(`${{{p}.{x}}}`);"))])
            out.append(s("if (@) {@}", self.of("bool", 1), block([escape])))
            out += self.statements(0, 2)
            out.append(s("return @;", literal(self.pick([f"{p}.{x} + {p}.{y}", f"{p}.{x}", f"[{p}.{x}, {p}.{y}]", f"{p}.{y} - {first}"]))))
            return block(out)
        inner, cost = self.entered(Context(returns=True, strict=self.strict, runs=20), 500, body)
        node = s(f"const {kept} = [];\nfunction {name}({first}) {{@}}".replace("\n", " "), inner)
        self.declare(name, "fn", writable=False, cost=cost)
        at = self.fresh("i")
        values_ = [self.of("num", 1) for _ in range(4)]
        return block([node, s(f"for (const {at} of @) attempt(() => {name}({at}));", listed("[", values_, "]")),
                      s(f"for (let {at} = 0; {at} < 6; {at}++) attempt(() => {name}({at}));"),
                      self.labelled(literal(kept)),
                      s(f"for (const k of {kept}) if (typeof k === 'function') attempt(k);"), self.labelled(literal(kept))])

    def short_lived(self):
        """Objects of a class that live for one expression, unless a value is not as expected, or the class changes on the way."""
        name, hot, kept, at = self.fresh("C"), self.fresh("f"), self.fresh("kept"), self.fresh("i")
        x, y = self.random.sample(self.fields, 2)
        third = self.pick(["", f" this.z = {x} + {y};", f" if ({x} > 3) this.z = 1;"])
        extra = self.pick(["", f"get z() {{ return this.{x}; }}", f"set {y}(v) {{ log('set'); }}", f"toString() {{ return 'C' + this.{x}; }}"])
        made = self.fresh("o")
        use = self.pick([f"{made}.dot({made})", f"{made}.{x} * 2 - {made}.{y}", f"{made}.minus(a).dot(b)", f"Math.sqrt(Math.abs({made}.dot(a)))",
                         f"{made}.times({made}.{y}).{x}", f"{made}.minus({made}.times(2)).dot({made})"])
        gone = self.pick([f"if ({made}.{x} > {self.random.randint(-5, 20)}) {kept}.push({made});", f"if (k === 7) return {made};", f"if (k % 5 === 4) log({made});",
                          f"{made}.{y} = k;", f"if (k === 6) {name}.prototype.dot = () => 1;", "", ""])
        change = self.pick([f"{name}.prototype.dot = function (o) {{ return -this.{x}; }}", f"Object.defineProperty({name}.prototype, '{y}', {{ set(v) {{ log('setter'); }}, configurable: true }})",
                            f"{name}.prototype.{x} = 5", f"Object.setPrototypeOf({name}.prototype, {{ dot() {{ return 2; }} }})", f"Object.freeze({name}.prototype)", f"delete {name}.prototype.minus", "0"])
        odd = [literal(self.pick(["'3'", "null", "undefined", "2n", "{ valueOf() { log('asked'); return 4; } }", "NaN", "-0", "2147483647"])) for _ in range(2)]
        change_at, odd_at = self.random.randint(20, 70), self.random.randint(10, 90)
        return block([
            s(f"class {name} {{ constructor({x}, {y}) {{ this.{x} = {x}; this.{y} = {y};{third} }} {extra} dot(o) {{ return this.{x} * o.{x} + this.{y} * o.{y}; }} "
              f"minus(o) {{ return new {name}(this.{x} - o.{x}, this.{y} - o.{y}); }} times(k) {{ return new {name}(this.{x} * k, this.{y} * k); }} }}"),
            s(f"const {kept} = [];"),
            s(f"function {hot}(a, b, k) {{ const {made} = {self.pick(['a.minus(b)', 'b.times(k)', f'new {name}(a.{x} + k, b.{y})'])}; {gone} return {use} + {self.pick(['k', f'{made}.{x}', 'b.' + y, '0.5'])}; }}"),
            s(f"const a{at} = new {name}(@, @);", self.of("num", 1), self.of("num", 1)),
            s(f"for (let {at} = 0; {at} < 100; {at}++) {{@}}", block([
                s(f"if ({at} === {change_at}) attempt(() => {{ {change}; }});"),
                s(f"try {{ const r = {hot}(a{at}, new {name}({at} * 0.5, {at} === {odd_at} ? @ : {at}), {at} % 50 === 49 ? @ : {at}); if ({at} % 20 === 9) log(r); }} "
                  f"catch (x) {{ log('threw', x); }}", *odd)])),
            self.labelled(literal(kept))])

    def fractional(self):
        """Fields that the text gives fractions only, in objects that get other values under computed keys, or change otherwise."""
        name, hot, put, items, at = self.fresh("C"), self.fresh("f"), self.fresh("put"), self.fresh("os"), self.fresh("i")
        x, y, key, copy = self.fresh("w"), self.fresh("w"), self.fresh("k"), self.fresh("c")
        field = self.pick(["", f"{self.fresh('w')} = 0.25;", "tag = 'c';"])
        more = self.pick(["", f" if (b > 1) this.{self.fresh('w')} = b / 7;", f" this.n = 1;", f" this.{x} = b / 2;"])
        literal_of = f"({{ {x}: o.{x}, {y}: o.{y} * 0.5{self.pick(['', ', n: 1'])} }})"
        use = self.pick([f"o.dot(p) + k", f"o.mid(p).{x} - p.{y}", f"{copy}(o).{x} + {copy}(p).{y}", f"o.{x} * p.{y} - o.{y}", f"Math.max(o.{x}, p.{y})", f"(o.{x} | 0) + p.{y}",
                         f"{copy}(o.mid(p)).{y}"])
        one, other = self.random.sample(range(4), 2)
        target = f"{items}[{one}]"
        change = self.weighted([
            (6, lambda: s(f"{put}({target}, '{self.pick([x, y])}', @);", self.of("any", 1))),
            (2, lambda: s(f"delete {target}.{self.pick([x, y])};")),
            (2, lambda: s(f"Object.defineProperty({target}, '{y}', {self.pick(['{ get() { return 7; }, configurable: true }', '{ writable: false }', '{ enumerable: false }', '{ value: 3 }'])});")),
            (2, lambda: s(f"Object.{self.pick(['freeze', 'seal', 'preventExtensions'])}({target});")),
            (2, lambda: s(f"Object.setPrototypeOf({target}, {items}[{other}]); delete {target}.{x};")),
            (2, lambda: s(f"{target} = @;", literal(self.pick([f"{{ ...{target} }}", f"JSON.parse(JSON.stringify({target}))", f"Object.assign(new {name}(1, 2), {target})", f"structuredClone({target})",
                                                                f"Object.create({target})", f"{copy}({target})"])))),
            (1, lambda: s(f"Object.defineProperty({name}.prototype, '{x}', {{ set(v) {{ log('set', v); }}, get() {{ return 1; }}, configurable: true }});")),
            (1, lambda: s(f"for (let {key} = 0; {key} < 30; {key}++) {target}['p' + {key}] = {key};"))])
        return block([
            s(f"class {name} {{ {field} constructor(a, b) {{ this.{x} = a * 0.5; this.{y} = b / 3;{more} }} dot(o) {{ return this.{x} * o.{x} + this.{y} * o.{y}; }} "
              f"move(o, k) {{ this.{x} += o.{x} * k; this.{y} -= o.{y} * k; }} mid(o) {{ return new {name}(this.{x} + o.{x}, this.{y} + o.{y}); }} }}"),
            s(f"function {put}(o, k, v) {{ o[k] = v; }}"),
            s(f"function {hot}(o, p, k) {{ const {copy} = (o) => {literal_of}; if (k % 3 === 0) o.move(p, 1 / (k + 1)); return {use}; }}"),
            s(f"const {copy} = (o) => {literal_of}, {items} = @;", listed("[", [e(f"new {name}(@, @)", self.of("num", 1), self.of("num", 1)) for _ in range(4)], "]")),
            s(f"for (let {at} = 0; {at} < 60; {at}++) {{@}}", block([
                s(f"if ({at} === {self.random.randint(0, 50)}) try {{ @ }} catch (x) {{ log('change', x); }}", change),
                s(f"try {{ const r = {hot}({items}[{at} % 4], {items}[({at} + 1) % 4], {at}); if ({at} % 15 === 4) log(r); }} catch (x) {{ log('threw', x); }}")])),
            self.labelled(literal(items))])

    def overriding(self):
        """Methods that several classes have, called in loops with handlers and by callbacks of arrays, while classes, objects and
        arrays change."""
        base, m, n, items, at, hot = (self.fresh(stem) for stem in ("C", "m", "m", "os", "i", "f"))
        subs = [self.fresh("C") for _ in range(self.random.randint(2, 4))]
        bodies = ["return this.v + k;", "return this.v * 2 - k;", "if (k > 40) throw this.v; return k;", f"return super.{m}(k) + 1;", f"return this.{n}() + k;", "this.v += 0.5; return this.w ?? this.v;",
                  "return [this.v, k].map((x) => x + this.v).length;", "return String(this.v) + k;"]
        classes = [s(f"class {base} {{ constructor(v) {{ this.v = v; }} {m}(k) {{ return k; }} {n}() {{ return this.v; }} }}")]
        for i, name in enumerate(subs):
            made = self.pick(["", f"constructor(v) {{ super(v); this.w = v; }}", f"x = {i};"])
            own = f"{m}(k) {{ {self.pick(bodies)} }}" if self.chance(85) else ""
            more = f"{n}() {{ return {i}; }}" if self.chance(40) else ""
            classes.append(s(f"class {name} extends {base} {{ {made} {own} {more} }}"))
        some = self.pick([base, *subs])
        one = f"{items}[{self.random.randint(0, 4)}]"
        change = self.weighted([
            (4, lambda: s(f"{some}.prototype.{m} = @;", literal(self.pick(["(k) => k * 3", "function (k) { return this.v; }", f"{base}.prototype.{m}", f"{subs[0]}.prototype.{n}", "7", "null"])))),
            (2, lambda: s(f"Object.defineProperty({some}.prototype, '{m}', {{ {self.pick(['get() { return (k) => k; }', 'value: (k) => -k', 'value: (k) => k, writable: false'])}, configurable: true }});")),
            (2, lambda: s(f"delete {some}.prototype.{m};")),
            (2, lambda: s(f"{one}.{m} = @;", literal(self.pick(["(k) => 1", "0", f"{subs[0]}.prototype.{m}"])))),
            (2, lambda: s(f"{one} = @;", literal(self.pick([f"{{ ...{one} }}", f"{{ {m}(k) {{ return 'own' + k; }}, v: 1, ...{one} }}", "null", "'text'", f"Object.create({one})", f"new Proxy({one}, {{}})"])))),
            (2, lambda: s(f"Object.setPrototypeOf({self.pick([one, subs[0] + '.prototype'])}, {self.pick([some + '.prototype', 'null'])});")),
            (2, lambda: s(f"{items}.{self.pick(['length = 3', 'push(new ' + subs[-1] + '(9))', 'pop()', 'reverse()'])};")),
            (1, lambda: s(f"Array.prototype.{self.pick(['map', 'reduce', 'filter'])} = function (f) {{ return [f(this[0], 0, this)]; }};")),
            (1, lambda: s(f"delete {items}[1];"))])
        callback = self.pick([f"{items}.map((o) => o.{m}({at}))", f"{items}.filter((o, i) => i % 2 || o.{m}(i)).length", f"{items}.reduce((t, o) => t + o.{m}({at}), '')", f"{items}.some((o) => o.{m}({at}) > 50)",
                              f"{items}.findIndex((o) => o.{n}() === {at})", f"{items}.map(function (o) {{ return o === this.o ? 'same' : o.{n}(); }}, {{ o: {items}[0] }}).join()",
                              f"{items}.every((o) => {{ if ({at} === 30) {items}.length = 2; return o.{m}({at}); }})", f"{items}.find((o) => o.{n}() > {at})"])
        loop = self.pick([f"for (const o of list) {{ t += o.{m}(k); if (t > 1e6) t = 0; }}", f"for (let i = 0; i < list.length; i++) t += list[i].{m}(k + i);",
                          f"for (const o of list) {{ try {{ t += o.{m}(k); }} catch (x) {{ t -= 1; }} finally {{ t += o.{n}(); }} }}", f"list.forEach((o) => {{ t += o.{m}(k); }});",
                          f"for (const o of list) for (let i = 0; i < 2; i++) t += o.{m}(i) + o.{n}();"])
        builtins, kept = "[Array.prototype.map, Array.prototype.reduce, Array.prototype.filter]", self.fresh("k")
        return block([
            *classes,
            s(f"function {hot}(list, k) {{ let t = 0; {loop} return t; }}"),
            s(f"const {kept} = {builtins}, {items} = @;", listed("[", [e(f"new {self.pick([base, *subs])}(@)", self.of("num", 1)) for _ in range(5)], "]")),
            s(f"for (let {at} = 0; {at} < 50; {at}++) {{@}}", block([
                s(f"if ({at} === {self.random.randint(0, 40)} || {at} === {self.random.randint(10, 45)}) try {{ @ }} catch (x) {{ log('change', x); }}", change),
                s(f"try {{ const r = {hot}({items}, {at}); if ({at} % 12 === 4) log(r); }} catch (x) {{ log('threw', x); }}"),
                s(f"try {{ const r = {callback}; if ({at} % 12 === 5) log(r); }} catch (x) {{ log('in callback', x); }}")])),
            s(f"{builtins} = {kept};"),
            self.labelled(literal(items))])

    def views(self):
        """Typed arrays over one buffer, of several kinds, read and written inside and outside of their bounds."""
        buffer, hot = self.fresh("b"), self.fresh("f")
        resizable = self.chance(30)
        # Floats are seen through one kind only: which bits a NaN has is nobody's business.
        kinds = self.random.sample(values.VIEWS[:7], 2) if self.chance(60) else [self.pick(values.VIEWS)] * 2
        names = [self.fresh("u") for _ in kinds]
        out = [s(f"const {buffer} = new ArrayBuffer(32{', { maxByteLength: 64 }' if resizable else ''});")]
        for kind, name in zip(kinds, names):
            out.append(s(f"const {name} = new {kind}({buffer}{self.pick(['', '', ', 8', ', 0, 2'])});"))
            self.declare(name, "view", writable=False)
        index, value = self.fresh("a"), self.fresh("a")
        u, v = names

        def body():
            self.declare(index, "small", writable=False)
            self.declare(value, "num")
            inner = [s(self.pick([f"{u}[{index}] = @;", f"{u}[{index}] += @;", f"{u}[{index} - 1] = @;", f"{u}[{index} * 2] ^= @;", f"{v}[{index} | 0] = @;"]), self.of("num"))]
            inner += self.statements(0, 2)
            inner.append(s("return @;", self.pick([literal(f"{v}[{index}]"), literal(f"{u}[{index}] + {v}[{index}]"), literal(f"({v}[{index}] | 0) + ({u}[{index}] >>> 1)")])))
            return block(inner)
        inner, cost = self.entered(Context(returns=True, strict=self.strict, runs=20), 200, body)
        out.append(s(f"function {hot}({index}, {value}) {{@}}", inner))
        self.declare(hot, "fn", writable=False, cost=cost)
        at = self.fresh("i")
        change = self.pick([f"{buffer}.resize({self.pick(['8', '0', '64', '17'])})" if resizable else f"structuredClone({buffer}, {{ transfer: [{buffer}] }})",
                            f"{u}.set([1.5, -1, 300, NaN].slice(0, {u}.length))", f"{u}.fill(-1.5, 1)", f"{v}.copyWithin(1, 0)", f"{u}.set({v}.subarray(0, 1))", f"{v}.sort()", f"{u}.reverse()"])
        out.append(s(f"for (let {at} = 0; {at} < 12; {at}++) {{@}}", block([
            s(f"if ({at} === {self.random.randint(2, 9)}) attempt(() => {change});"),
            s(f"attempt(() => {hot}({self.pick([at, at, at + ' - 2', at + ' / 2'])}, @));", self.of("num", 1))])))
        out += [self.labelled(literal(u)), self.labelled(literal(v))]
        if self.chance(30):
            big = self.fresh("u")
            out.append(s(f"const {big} = new {self.pick(values.BIG_VIEWS)}(3); attempt(() => {{ {big}[0] = @; {big}[1] = {big}[0] + @; {big}[3] = 1n; {big}[@] = @; return {big}; }});",
                         self.of("big", 2), self.of("big", 1), self.leaf("small"), self.of("any", 1)))
        return block(out)

    def throwing(self):
        """A function that is inlined throws: handlers, finally, and the frames of the stack."""
        inner, middle, outer, at = (self.fresh(p) for p in ("f", "f", "f", "i"))
        condition = self.pick([f"a > {self.pick('2357')}", "a % 3 === 1", "a !== a", "typeof a === 'string'", "!a"])
        thrown = self.pick(["new Error('e' + a)", "new TypeError(a)", "a", "null.x", "undefinedVariable", "a.b.c", "a()", "a.m()", "new a()", "[...a]", "BigInt(a)", "Symbol() + a"])
        throwing = s(f"if ({condition}) {'throw ' if thrown.startswith('new ') and not thrown == 'new a()' or thrown == 'a' else ''}{thrown};")
        return block([
            s(f"function {inner}(a) {{@}}", block([throwing, s("return @;", literal(self.pick(["a + 1", "a * 2", "a"])))])),
            s(f"function {middle}(a) {{@}}", block([self.pick([
                lambda: s(f"return {inner}(a) + {inner}(a + 1);"),
                lambda: s(f"try {{ return {inner}(a); }} finally {{@}}", block([s("if (@) @", literal(f"a % 2 === {self.pick('01')}"), s(self.pick(["log('finally', a);", "return 'finally';", "throw 'finally';"])))])),
                lambda: s(f"for (let n = 0; n < 3; n++) try {{ if (n === 1) continue; {inner}(a + n); }} catch (x) {{ if (n === {self.pick('02')}) {self.pick(['throw x;', 'return x;', 'break;', 'continue;'])} }} finally {{ log(n); {self.pick(['', '', 'if (n === 2) break;'])} }} return 'end';"),
                lambda: s(f"return [a, a + 1].map({inner});"),
                lambda: s(f"const r = new (class {{ constructor() {{ this.v = {inner}(a); }} }})(); return r.v;")])()])),
            s(f"const {outer} = {self.pick(['(a) =>', 'function (a)'])} {{ {self.pick(['return ' + middle + '(a);', 'const r = ' + middle + '(a); return r;'])} }};"),
            s(f"for (const {at} of @) try {{ log({outer}({at})); }} catch (x) {{ log(x); if (x instanceof Error) log(frames(x)); }}",
              listed("[", [literal(t) for t in ("0", "1", "2", "3")] + self.some(1, 3, lambda: self.of("any", 1)), "]"))])

    def closures(self):
        """Closures made in loops: each round has its own variables, or all have one."""
        list_, at, inner = self.fresh("fs"), self.fresh("i"), self.fresh("v")
        keyword = self.pick(["let", "let", "var"])
        shared = self.fresh("s")
        return block([
            s(f"const {list_} = []; let {shared} = 0;"),
            s(f"for ({keyword} {at} = 0, {inner} = @; {at} < 4; {at}++) {{@}}", self.leaf("num"), block([
                s(f"const c = @ + {at};", self.leaf("num")),
                s(f"{list_}.push(@);", literal(self.pick([f"() => {at}++ + c", f"() => ({inner} += {at})", f"(n = {at}) => [n, c, {shared}++]",
                                                         f"() => {{ {shared} += {at}; return () => {shared} + c; }}", f"function () {{ return [this?.k, {at}, {inner}]; }}"]))),
                self.pick([lambda: s(f"{inner} = {inner} + 1;"), lambda: s("if (@) continue;", self.of("bool", 1)), lambda: s(f"if ({at} === 2) {at}++;"), lambda: s(f"try {{ if ({at} === 1) continue; {inner}++; }} finally {{ {list_}.push(() => {inner}); }}")])()])),
            s(f"for (const f of {list_}) attempt(() => {{ const r = f(); return typeof r === 'function' ? r() : r; }});"),
            s(f"for (const f of {list_}) attempt(() => f.call({{ k: 1 }}));")])

    def dead_zone(self):
        """Variables used before their declaration was evaluated."""
        name, user = self.fresh("v"), self.fresh("f")
        form = self.pick([
            f"function {user}() {{ return {name}; }} attempt({user}); {self.pick(['let', 'const'])} {name} = @; attempt({user});",
            f"attempt(() => {{ for (let i = 0; i < 3; i++) {{ if (i > 0) log({name}()); function {name}() {{ return i; }} }} }}); log(@);",
            f"attempt(() => {{ switch (@) {{ case 0: let {name} = 1; default: return {name}; }} }});",
            f"attempt(() => {{ const f = () => typeof {name}; try {{ log(f()); }} catch (x) {{ log(x); }} class {name} {{}} ; log(f(), @); }});",
            f"attempt(() => {{ ((a = {name}, {name} = @) => log(a, {name}))(); }});",
            f"attempt(() => {{ let r = 0; for (let i = 0; i < 4; i++) {{ try {{ r += {name}; }} catch (x) {{ r = x; }} log(r); let {name} = @; r = {name}; }} }});",
            f"attempt(() => {{ {name} = @; let {name}; }});",
        ])
        return s(form, self.of(self.pick(["small", "num", "any"]), 1))

    def patched(self):
        """Built-in objects changed on the way, and put back."""
        hot, at = self.fresh("f"), self.fresh("i")
        use, patch, undo = self.pick([
            ("Math.floor(v) + Math.max(v, 1)", "const k = Math.floor; Math.floor = (x) => k(x) + 100;", "Math.floor = k;"),
            ("Math.max(v, 1, 2)", "const k = Math.max; Math.max = function () { return arguments.length; };", "Math.max = k;"),
            ("[1, , 3][v & 3]", "Array.prototype[1] = 'hole'; Object.prototype[3] = 'far';", "delete Array.prototype[1]; delete Object.prototype[3];"),
            ("[v, 2].length + [...[v, 1]].length", "const k = Array.prototype[Symbol.iterator]; Array.prototype[Symbol.iterator] = function* () { yield 1; yield 2; yield 3; };", "Array.prototype[Symbol.iterator] = k;"),
            ("(({ a: 1 }).late ?? v)", "Object.prototype.late = 'late';", "delete Object.prototype.late;"),
            ("`${v}`.length + 'abc'.charCodeAt(v)", "const k = String.prototype.charCodeAt; String.prototype.charCodeAt = function (n) { return this.length; };", "String.prototype.charCodeAt = k;"),
            ("(v).valueOf() + `${[v]}`", "const k = Array.prototype.toString; Array.prototype.toString = () => 'patched';", "Array.prototype.toString = k;"),
            ("[3, v, 1].map((x) => x + 1).length + ((() => { const a = []; a.push(v); return a.length; })())", "const k = Array.prototype.push; Array.prototype.push = function (x) { this[5] = x; };", "Array.prototype.push = k;"),
            ("(() => { const a = [v]; for (const x of a) return x; })()", "const p = Object.getPrototypeOf([][Symbol.iterator]()); const k = p.next; p.next = function () { return { value: 'next', done: false }; }; p.return = () => { log('return'); return {}; };", "p.next = k; delete p.return;"),
            ("(() => { const [a, b = 5] = [v]; return a + b; })()", "const p = Object.getPrototypeOf([][Symbol.iterator]()); const k = p.next; let n = 0; p.next = function () { return { value: n++, done: n > 3 }; };", "p.next = k;"),
            ("(() => { const o = {}; o.late = v; return o.late; })()", "Object.defineProperty(Object.prototype, 'late', { set(x) { log('set late', x); }, get() { return 'got'; }, configurable: true });", "delete Object.prototype.late;"),
        ])
        extra = self.of("num", 1)
        return block([
            s(f"function {hot}(v) {{ return {use}; }}"),
            s(f"for (let {at} = 0; {at} < 3; {at}++) attempt(() => {hot}({at}));"),
            s(f"attempt(() => {{@}});", block([s(patch), s("try {@}" + f" finally {{ {undo} }}", block([s(f"for (let {at} = 0; {at} < 3; {at}++) log({hot}({at}));"), s(f"log({hot}(@));", extra)]))])),
            s(f"attempt(() => {hot}(1.5));")])

    def collections(self):
        """Map and Set changed while they are iterated."""
        name, at = self.fresh("m"), self.fresh("n")
        map_ = self.chance(50)
        make = f"new Map([[@, 1], [@, 2], [@, 3]])" if map_ else "new Set([@, @, @])"
        put = "set(@, 9)" if map_ else "add(@)"
        change = self.pick([f"{name}.{put}", f"{name}.delete(@)", f"({name}.delete(@), {name}.{put})", f"({name}.clear(), {name}.{put})"])
        arguments = [self.leaf("any") for _ in range(change.count("@"))]
        loop = self.pick([f"for (const e of {name}) {{ if (++{at} > 6) break; log(e); @; }}", f"{name}.forEach((v, k) => {{ if (++{at} > 6) return; log(k, v); @; }});",
                          f"const it = {name}.{self.pick(['keys', 'values', 'entries'])}(); log(it.next()); @; log([...it].slice(0, 5));"])
        return block([s(f"const {name} = {make}; let {at} = 0;", *[self.leaf("any") for _ in range(3)]),
                      s(f"attempt(() => {{ {loop} }});", e(change, *arguments)),
                      self.labelled(literal(f"[...{name}]")), self.labelled(e(f"[{name}.has(@), {name}.size]", self.leaf("any")))])

    def proxies(self):
        """Proxies with traps that log, used by operators and built-ins."""
        name = self.fresh("p")
        traps = self.random.sample(["get(t, k, r) { log('get', k); return Reflect.get(t, k, r); }", "set(t, k, v, r) { log('set', k); return Reflect.set(t, k, v, r); }",
                                    "has(t, k) { log('has', k); return Reflect.has(t, k); }", "deleteProperty(t, k) { log('delete', k); return Reflect.deleteProperty(t, k); }",
                                    "ownKeys(t) { log('ownKeys'); return Reflect.ownKeys(t); }", "getOwnPropertyDescriptor(t, k) { log('gopd', k); return Reflect.getOwnPropertyDescriptor(t, k); }",
                                    "defineProperty(t, k, d) { log('define', k); return Reflect.defineProperty(t, k, d); }", "getPrototypeOf(t) { log('proto'); return Reflect.getPrototypeOf(t); }"], 4)
        uses = [f"{name}.{self.field()}", f"{name}.{self.field()} = 1", f"'{self.field()}' in {name}", f"delete {name}.{self.field()}", f"Object.keys({name})", f"({{ ...{name} }})",
                f"JSON.stringify({name})", f"Object.assign({{}}, {name})", f"{name}.{self.field()}++", f"`${{{name}}}`", f"Object.entries({name})", f"{name} instanceof Object",
                f"Object.create({name}).{self.field()}", f"(({{ {self.field()}: a, ...r }}) => r)({name})", f"Array.isArray({name})", f"{name}.{self.field()} ??= 4", f"[].concat({name})",
                f"Object.freeze({name})", f"(() => {{ for (const k in {name}) log(k); }})()"]
        target = self.weighted([(3, lambda: self.object_literal(2)), (2, lambda: self.array_literal("any", 1)), (1, lambda: literal("function () {}"))])
        return block([s(f"const {name} = new Proxy(@, {{ {', '.join(traps)} }});", target)] + [s(f"attempt(() => {use});") for use in self.random.sample(uses, 5)])

    def json(self):
        value = self.weighted([(3, lambda: self.object_literal(3)), (2, lambda: self.array_literal("any", 2))])
        return block([
            s("attempt(() => JSON.stringify(@, @, @));", value, literal(self.pick(["null", "null", "(k, v) => (log(k), v)", f"['{self.field()}', 1]", "(k, v) => typeof v === 'bigint' ? 'big' : v"])), literal(self.pick(["0", "2", "'--'", "undefined"]))),
            s("attempt(() => JSON.parse(@, @));", literal(self.pick(["'[1,2,{\"a\":1e3}]'", "'{\"a\":[1,{\"b\":null}],\"__proto__\":1}'", "'[1,]'", "'\"\\\\u0041\\\\n\"'", "'-0'", "'{\"1\":1,\"a\":2,\"0\":3}'", "' 1 '", "'01'"])),
              literal(self.pick(["undefined", "(k, v) => (log(k, v), v)", "(k, v) => k === 'a' ? undefined : v"])))])

    def strings(self):
        """Strings built and taken apart: ropes, slices, both widths, regular expressions."""
        name, at = self.fresh("s"), self.fresh("i")
        pattern = self.pick(["/a|bc/g", "/(\\w)(\\d)?/g", "/x*/g", "/[^a-m]+/gi", "/(?<=a)b/g", "/\\b/g", "/(.)\\1/g", "/é|日/gu", "/^./gm", "/(?:)/g", "/a{1,3}?/y"])
        return block([
            s(f"let {name} = @;", self.of("str", 2)),
            s(f"for (let {at} = 0; {at} < {self.pick(['5', '40', '300'])}; {at}++) {name} {self.pick(['+=', '+=', '= @ +'])} @;".replace("= @ +", f"= {at} + {name} +"), self.pick([
                lambda: literal(f"String.fromCharCode(97 + {at} % 7)"), lambda: literal(f"{at} % 3 ? 'ab' : 'é'"), lambda: literal(f"{at} === 3 ? '日' : 'x'"), lambda: literal(f"{at} % 10"), lambda: self.leaf("str")])()),
            self.labelled(literal(f"{name}.length")),
            self.labelled(e(self.pick([f"{name}.slice(@, @)", f"{name}.substring(@, @)", f"{name}.indexOf(@, @)", f"{name}.lastIndexOf(@, @)", f"{name}.at(@) + {name}[@]", f"{name}.codePointAt(@) + {name}.charCodeAt(@)"]), self.of("small", 1), self.of("small", 1))),
            self.labelled(literal(self.pick([f"{name}.replace({pattern}, (m, ...r) => `<${{m}}${{r[0]}}>`).slice(-80)", f"[...{name}.matchAll({pattern.replace('/y', '/g')})].slice(0, 4).map((m) => [m.index, ...m])",
                                             f"{name}.split({pattern}).slice(0, 9)", f"{name}.search({pattern})", f"({name}.match({pattern}) ?? []).length"]))),
            s(f"attempt(() => {{ const r = {pattern}; let h = 0; for (let n = 0; n < 4; n++) {{ const m = r.exec({name}); log(r.lastIndex, m && m[0], m?.index); h = (h * 31 + r.lastIndex) | 0; if (m && m[0] === '') r.lastIndex++; }} return h; }});"),
            s(f"attempt(() => {{ let h = 0; for (let n = {self.pick(['0', '-1'])}; n < {name}.length + 1; n++) h = (h * 31 + {name}.charCodeAt(n)) | 0; return h; }});"),
            s(f"attempt(() => {{ let h = ''; for (const c of {name}.slice(0, 20)) h = c + h; return h === {name}.slice(0, 20) || h; }});")])

    def coercions(self):
        """One operator over a table of values, written as a constant, as variables, and guessed as numbers."""
        op = self.pick(["+", "-", "*", "/", "%", "|", "&", "^", "<<", ">>", ">>>", "<", "<=", ">", ">=", "==", "!=", "===", "in", "instanceof", "&&", "??"])
        name, table = self.fresh("f"), self.fresh("vs")
        left, right = self.interesting(), self.interesting()
        items = self.some(3, 5, self.interesting)
        if op in ("+", "*", "<<") and self.chance(50):
            items.append(literal(self.pick(values.BIGINTS)))
        form = self.pick([f"return a {op} b;", f"let r = 0; for (let i = 0; i < 2; i++) r = a {op} b; return r;", f"return [a {op} b, a - b];", f"a -= 0; return a {op} b;", f"if (typeof a === 'number' && typeof b === 'number') return a {op} b; return typeof a;"])
        return block([
            s("attempt(() => (@) " + op + " (@));", left, right),
            s(f"function {name}(a, b) {{ {form} }}"),
            s(f"const {table} = @;", listed("[", items, "]")),
            s(f"for (const a of {table}) for (const b of {table}) attempt(() => {name}(a, b));")])

    def dynamic(self):
        """eval and Function: they see and change the variables around them."""
        name, first = self.fresh("f"), self.fresh("a")
        sloppy = not self.strict
        code = self.pick([f"{first} + 1", f"{first} = {first} * 2", f"var added = {first}; added", f"(() => {first}++)", "this === undefined", f"let hidden = 1; hidden + {first}",
                          f"typeof added", f"function added() {{ return {first}; }} added()", "arguments.length", f"for (let i = 0; i < 3; i++) {first} += i; {first}", "new.target", "1 +", f"try {{ throw {first} }} catch (x) {{ x }}", f"delete {first}"])
        code = code if not (self.strict and code.startswith("delete")) else first
        out = [s(f"function {name}({first}) {{@}}", block([
            s(f"let r = eval({quote(code)});"), s(f"if (typeof r === 'function') r = [r(), r()];"),
            self.labelled(literal(f"typeof added + {first}")), s(f"return [r, {first}];")])),
               s(f"for (const v of @) attempt(() => {name}(v));", self.array_literal("any", 1, 2, 4)),
               s(f"attempt(() => new Function('a', 'b', @)(@, @));", literal(quote(self.pick(["return a + b", "return [this === globalThis, a]", "return typeof log", "b = a; return arguments[1]", "yield 1", "return (() => a)()"]))), self.leaf("any"), self.leaf("any")),
               s("attempt(() => (0, eval)(@));", literal(quote(self.pick(["typeof require", "var globalMade = 1; globalMade", "this === globalThis", "let q = 1; q", "[1, 2].map((x) => x * 2)", "(class { static #a = 1; static b() { return this.#a; } }).b()"]))))]
        if sloppy:
            out.append(s(f"attempt(() => {{ const o = @; let {self.field()} = 'outer'; with (o) {{ {self.fields[0]} = 5; log(typeof {self.fields[1]}); var {self.fresh('w')} = {self.field()}; }} return o; }});", self.object_literal(2)))
        return block(out)


def quote(code):
    return "'" + code.replace("\\", "\\\\").replace("'", "\\'") + "'"
