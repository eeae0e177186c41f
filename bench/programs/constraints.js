// Object-oriented: a graph of one-way constraints, planned and re-executed (virtual calls, growing arrays, Sets of objects).
class Variable { constructor(name, value) { this.name = name; this.value = value; this.users = []; this.mark = 0; this.level = 0; } }
class Constraint { constructor(output) { this.output = output; this.alive = true; } inputs() { return []; } execute() {} level() { let l = 0; for (const v of this.inputs()) if (v.level > l) l = v.level; return l + 1; } }
class Equal extends Constraint { constructor(a, out) { super(out); this.a = a; a.users.push(this); } inputs() { return [this.a]; } execute() { this.output.value = this.a.value; } }
class Scale extends Constraint {
  constructor(a, factor, offset, out) { super(out); this.a = a; this.factor = factor; this.offset = offset; for (const v of [a, factor, offset]) v.users.push(this); }
  inputs() { return [this.a, this.factor, this.offset]; }
  execute() { this.output.value = (this.a.value * this.factor.value + this.offset.value) % 1000003; }
}
class Sum extends Constraint { constructor(list, out) { super(out); this.list = list; for (const v of list) v.users.push(this); } inputs() { return this.list; } execute() { let t = 0; for (const v of this.list) t += v.value; this.output.value = t % 1000003; } }
let mark = 0;
function plan(start) {
  mark++;
  const todo = [...start.users], order = [];
  while (todo.length > 0) {
    const c = todo.pop();
    if (!c.alive || c.output.mark === mark) continue;
    c.output.mark = mark;
    c.output.level = c.level();
    order.push(c);
    for (const user of c.output.users) todo.push(user);
  }
  return order.sort((a, b) => a.output.level - b.output.level);
}
function chain(n) {
  const variables = Array.from({ length: n + 1 }, (_, i) => new Variable('v' + i, i));
  const factor = new Variable('factor', 3), offset = new Variable('offset', 7), constraints = [];
  for (let i = 0; i < n; i++) constraints.push(i % 3 === 0 ? new Equal(variables[i], variables[i + 1]) : i % 3 === 1 ? new Scale(variables[i], factor, offset, variables[i + 1]) : new Sum([variables[i], factor, variables[i >> 1]], variables[i + 1]));
  return { variables, factor, constraints };
}
let result = 0;
for (let round = 0; round < 260; round++) {
  const { variables, factor, constraints } = chain(1500);
  for (let k = 0; k < 12; k++) {
    const order = plan(variables[0]);
    for (let edit = 0; edit < 10; edit++) {
      variables[0].value = edit * 17 + k;
      factor.value = 2 + (edit & 3);
      for (const c of order) c.execute();
      result = (result * 31 + variables[variables.length - 1].value) % 1000003;
    }
    constraints[k * 100].alive = k % 4 !== 3;
  }
}
console.log(result);
