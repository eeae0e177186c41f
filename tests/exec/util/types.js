// util.types, promisify and callbackify, parseArgs, deep equality.
const util = require('util');
const { types } = util;
const samples = { map: new Map(), set: new Set(), date: new Date(0), re: /x/, err: new TypeError('t'), prom: Promise.resolve(), ta: new Int16Array(1), buf: new ArrayBuffer(1), proxy: new Proxy({}, {}), boxed: Object('s'), gen: (function* () {})(), fn: async () => {}, gfn: function* () {}, args: (function () { return arguments; })(), wm: new WeakMap(), mi: new Map().keys(), dv: new DataView(new ArrayBuffer(1)), plain: {} };
for (const [name, value] of Object.entries(samples)) console.log(name, Object.keys(types).filter((t) => t !== 'isEventTarget' && types[t](value)).sort().join(' '));
console.log(util.isDeepStrictEqual(new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])), util.isDeepStrictEqual([1, , 3], [1, undefined, 3]), util.isDeepStrictEqual({ a: 1 }, Object.create({ a: 1 })), util.isDeepStrictEqual(new Date(1), new Date(1)), util.isDeepStrictEqual(/a/g, /a/i), util.isDeepStrictEqual(NaN, NaN), util.isDeepStrictEqual(new Map([[{ k: 1 }, [1]]]), new Map([[{ k: 1 }, [1]]])));
const cycle = () => { const o = { n: 1 }; o.self = o; return o; };
console.log(util.isDeepStrictEqual(cycle(), cycle()), util.isDeepStrictEqual([1, 2], [1, 2, 3]), util.isDeepStrictEqual(new Error('a'), new Error('b')));
const { parseArgs } = util;
const tries = [
  { args: ['-abc', '--name=x', '--name', 'y', 'pos', '--', '-z'], options: { a: { type: 'boolean', short: 'a' }, b: { type: 'boolean', short: 'b' }, c: { type: 'boolean', short: 'c' }, name: { type: 'string', multiple: true } }, allowPositionals: true },
  { args: ['--unknown'], options: {} }, { args: ['pos'], options: {} }, { args: ['--flag=1'], options: { flag: { type: 'boolean', short: 'f' } } }, { args: ['--str'], options: { str: { type: 'string' } } }, { args: ['--str', '-x'], options: { str: { type: 'string', short: 's' } } },
  { args: ['-fval', '-x'], options: { f: { type: 'string', short: 'f', default: 'd' }, g: { type: 'string', default: 'dg' } }, strict: false },
];
for (const config of tries) try { console.log(parseArgs(config)); } catch (e) { console.log(e.code, e.message); }
for (const f of [() => util.promisify(1), () => util.inherits(1), () => util.callbackify({}), () => util.stripVTControlCharacters(1), () => util.inspect.defaultOptions = 1]) try { f(); } catch (e) { console.log(e.name, e.code, e.message); }
console.log(util.promisify(function named(a, cb) { cb(null, a); }).name, util.callbackify(async function named2() {}).name, util.format('%s %o', 'a', { b: [1] }), util.formatWithOptions({ colors: true }, '%O', { a: 1 }));
util.promisify(setImmediate)('imm').then(console.log);
class Old { } util.inherits(Old, require('events')); console.log(Old.super_.name, Object.keys(Old));
