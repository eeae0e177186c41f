// `for await (let [a] …)`, `await [x].y`, chained tagged templates: forms that read like something else.
const show = (f) => f().then((r) => console.log(JSON.stringify(r)), (e) => console.log(e.message));
show(async () => { const out = []; for await (let [a, b = 2] of [[1], Promise.resolve([3, 4])]) out.push(a + b); return out; });
show(async () => { for await (let [x = (() => { throw new Error('from the default'); })()] of [[]]) ; });
show(async () => [await [11]?.[0], [22, 33]?.[await Promise.resolve(1)], await [5, 6].length, await [7, await 8][1], (await [9])[0]]);
const log = []; const tag = (s) => (log.push(s[0], s.raw.length), tag); tag`x``y${1}``z`; console.log(log.join());
class C { static { (() => { var await_ = 1; })(); } #\u{6F} = 'escaped'; get o() { return this.#o; } } console.log(new C().o);
async
(1, 2);
function async(...a) { console.log('called', a.join()); }
