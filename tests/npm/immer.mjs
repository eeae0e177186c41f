import { produce, produceWithPatches, applyPatches, enablePatches, enableMapSet, original, isDraft, current, freeze, createDraft, finishDraft, setAutoFreeze, nothing, immerable, castDraft } from 'immer';
enablePatches(); enableMapSet();
const base = { user: { name: 'A', tags: ['x', 'y'] }, list: [{ id: 1 }, { id: 2 }], map: new Map([['k', { v: 1 }]]), set: new Set([1, 2]), n: 0 };
const next = produce(base, (d) => { d.user.tags.push('z'); d.list[1].done = true; d.map.get('k').v = 2; d.map.set('new', 1); d.set.add(3); d.set.delete(1); d.n += 5; });
console.log(JSON.stringify(next), [...next.map], [...next.set], next !== base, next.list[0] === base.list[0], base.user.tags.length, Object.isFrozen(next), Object.isFrozen(next.user.tags));
console.log(produce(base, () => {}) === base, produce(base, (d) => { d.n = 0; }) === base, produce(base, () => ({ replaced: true })), produce({ a: 1 }, () => nothing));
const [p, patches, inverse] = produceWithPatches(base, (d) => { d.list.push({ id: 3 }); delete d.user.name; d.list.shift(); d.user.tags.length = 1; d.map.delete('k'); });
console.log(JSON.stringify(patches), JSON.stringify(inverse), JSON.stringify(applyPatches(base, patches)) === JSON.stringify(p), JSON.stringify(applyPatches(p, inverse)) === JSON.stringify(base));
try { next.n = 1; } catch (e) { console.log(e.message); }
try { produce(base, (d) => { d.n = 1; return { other: 1 }; }); } catch (e) { console.log(e.message); }
produce(base, (d) => { console.log(isDraft(d), isDraft(d.user), original(d.user) === base.user, current(d).n, Object.keys(d).join(), 'n' in d, JSON.stringify(d.list), d.list.map((x) => x.id).join(), Array.isArray(d.list), d.list.length); });
const draft = createDraft({ a: { b: 1 } }); draft.a.b = 2; console.log(finishDraft(draft));
class Point { [immerable] = true; constructor(x) { this.x = x; } get double() { return this.x * 2; } } const pt = produce(new Point(1), (d) => { d.x = 5; }); console.log(pt instanceof Point, pt.double);
const curried = produce((d, k) => { d.k = k; }); console.log(curried({}, 7), typeof castDraft, typeof freeze);
const sorted = produce([3, 1, 2], (d) => { d.sort(); d.reverse(); d.splice(1, 1, 'm'); }); console.log(sorted, produce([1, 2, 3], (d) => d.filter((x) => x > 1)));
setAutoFreeze(false); console.log(Object.isFrozen(produce({}, (d) => { d.a = 1; })));
