// zod: parsing, errors and their formats, transformations, unions, async refinements, JSON schemas.
import { z } from 'zod';

const User = z.object({
  id: z.number().int().positive(), name: z.string().min(2).max(20).trim(), email: z.email().optional(), tags: z.array(z.string()).default([]), role: z.enum(['admin', 'user']).nullable(),
  address: z.object({ city: z.string(), zip: z.string().regex(/^\d{5}$/, 'five digits') }).partial(), born: z.coerce.date().optional(), extra: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
}).strict();
console.log(User.parse({ id: 1, name: ' Ada ', role: 'admin', address: { city: 'London' }, born: '1815-12-10', extra: { a: 1, b: 'x' } }));
const bad = User.safeParse({ id: -1.5, name: 'A', email: 'no', tags: [1], role: 'root', address: { zip: '1' }, unknown: true, extra: { a: null } });
console.log(bad.success, bad.error.issues);
console.log(z.prettifyError(bad.error));
console.log(JSON.stringify(z.treeifyError(bad.error)), JSON.stringify(z.flattenError(bad.error)));
try { User.parse(null); } catch (error) { console.log(error.name, error instanceof z.ZodError, error.message); }

const Shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), r: z.number() }), z.object({ kind: z.literal('square'), side: z.number().multipleOf(0.5) }), z.object({ kind: z.literal(['a', 'b']), t: z.tuple([z.string(), z.number()]).rest(z.boolean()) }),
]);
for (const value of [{ kind: 'circle', r: 1 }, { kind: 'square', side: 0.3 }, { kind: 'b', t: ['x', 1, true, false] }, { kind: 'none' }, { kind: 'a', t: ['x'] }]) {
  const { success, data, error } = Shape.safeParse(value);
  console.log(success, success ? data : error.issues.map(({ code, path, message }) => ({ code, path, message })));
}
console.log(z.string().transform((text) => text.length).pipe(z.number().max(3)).safeParse('four').error.issues[0].message);
console.log(z.preprocess((value) => Number(value), z.number()).parse('12'), z.coerce.boolean().parse('x'), z.string().catch('fallback').parse(5), z.stringbool().parse('yes'));
const Tree = z.object({ value: z.number(), get children() { return z.array(Tree); } });
console.log(JSON.stringify(Tree.parse({ value: 1, children: [{ value: 2, children: [] }] })), Tree.safeParse({ value: 1, children: [{ value: 'x' }] }).error.issues.map(({ path }) => path.join('.')));
const Passwords = z.object({ a: z.string(), b: z.string() }).refine(({ a, b }) => a === b, { message: 'differ', path: ['b'] }).superRefine(({ a }, context) => { if (a.length < 3) context.addIssue({ code: 'custom', message: 'short', path: ['a'] }); });
console.log(Passwords.safeParse({ a: 'x', b: 'y' }).error.issues);
console.log(await z.string().refine(async (text) => { await null; return text === 'ok'; }, 'not ok').safeParseAsync('no').then(({ error }) => error.issues[0].message));
for (const [name, schema, values] of [
  ['uuid', z.uuid(), ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'x']], ['url', z.url(), ['http://x/y', 'nope']], ['ip', z.ipv4(), ['1.2.3.4', '1.2.3']], ['iso', z.iso.datetime(), ['2024-01-01T00:00:00Z', '2024']],
  ['base64', z.base64(), ['YQ==', '*']], ['bigint', z.bigint().gt(5n), [6n, 5n]], ['map', z.map(z.string(), z.number()), [new Map([['a', 1]]), new Map([[1, 1]])]], ['set', z.set(z.number()).max(1), [new Set([1]), new Set([1, 2])]],
  ['instanceof', z.instanceof(Date), [new Date(0), 1]], ['never', z.never(), [1]], ['symbol', z.symbol(), [Symbol('s'), 's']], ['template', z.templateLiteral(['a-', z.number()]), ['a-5', 'b']], ['nan', z.nan(), [NaN, 1]],
]) console.log(name, values.map((value) => { const { success, error } = schema.safeParse(value); return success || error.issues[0].message; }));
console.log(JSON.stringify(z.toJSONSchema(User.omit({ born: true }).extend({ more: z.int32() }))));
console.log(User.pick({ id: true }).shape.id.def.type, Object.keys(User.shape), z.object({ a: z.string() }).and(z.object({ b: z.number() })).parse({ a: '', b: 1 }), z.readonly(z.array(z.number())).parse([1]), User.keyof().options);
console.log(z.function({ input: [z.number()], output: z.string() }).implement((n) => String(n * 2))(4), z.string().brand().describe('text').meta(), z.array(z.string()).nonempty().safeParse([]).error.message);
