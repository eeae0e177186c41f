const yaml = require('js-yaml');
const text = `
# comment
title: "Kiln \\u00e9"
list: [1, 2.5, -0x1F, 0o17, .inf, ~, true, 'single ''quoted''']
map: { a: 1, "b c": 2 }
block: |
  line one
    indented
  line two
folded: >-
  folded text
  continues

  paragraph
anchors:
  base: &base { x: 1, y: 2 }
  derived:
    <<: *base
    y: 3
  same: *base
nested:
  - name: first
    items:
      - a
      - - deep
        - deeper
  - name: second
? complex key
: complex value
date: 2001-12-14t21:59:43.10-05:00
binary: !!binary aGVsbG8=
set: !!set { p, q }
omap: !!omap [ k1: v1, k2: v2 ]
int: !!int "42"
empty:
multi: plain text
  over lines
`;
const doc = yaml.load(text);
console.log(JSON.stringify(doc), doc.anchors.same === doc.anchors.base, doc.date instanceof Date, doc.binary instanceof Uint8Array, doc.list[4]);
console.log(yaml.dump({ ...doc, binary: undefined, f: undefined }, { skipInvalid: true }));
console.log(yaml.dump({ b: [1, [2, 3]], a: { s: 'yes', n: '12', m: 'multi\nline', c: 'colon: here', e: '', sp: ' lead', u: 'é😀', t: true, d: new Date(0), z: null, long: 'word '.repeat(30) } }, { sortKeys: true, flowLevel: 2, lineWidth: 60 }));
yaml.loadAll('---\na: 1\n---\n- b\n...\n', (d) => console.log(d));
for (const bad of ['a: [1, 2', 'a: b: c', '\tx: 1', '*unknown', 'a: 1\na: 2', '"open', '!<tag:x> y', '- a\nb: 1']) try { console.log(yaml.load(bad)); } catch (e) { console.log(e.name, e.reason, e.mark?.line, e.mark?.column, e.message.split('\n')[0]); }
const T = new yaml.Type('!point', { kind: 'sequence', construct: ([x, y]) => ({ x, y }), predicate: (o) => o !== null && typeof o === 'object' && 'x' in o && 'y' in o, represent: (p) => [p.x, p.y] });
const schema = yaml.DEFAULT_SCHEMA.extend([T]);
console.log(yaml.load('!point [1, 2]', { schema }), yaml.dump({ p: { x: 3, y: 4 } }, { schema }), yaml.load('yes: no', { schema: yaml.JSON_SCHEMA }));
