// Contextual keywords as names, line ends in places where they matter, places that the grammar of the parser lacks.
var yield_ = (yield) => yield + 1, await = 2, async = 3, of = 4, get = 5, set = 6, let = 7, static = 8, using = 9;
console.log(yield_(1), await, async, of, get, set, let, static, using);
var yield = 10
yield: for (of of [yield]) console.log(of)
console.log({ yield, await, async, get, set, let, static }.let, { get: 1, set: 2, async: 3 }.async);
class Fields {
  static
  async
  'b'
  get
  *generator() { yield 1; }
  'a'
  ;[await] = 'computed'
  static async *get() { yield await 11; }
}
console.log(Object.keys(new Fields), [...new Fields().generator()]);
Fields.get().next().then((result) => console.log(result.value));
async function waits() {
  const first = await (1), second = await [2][0], third = await
    3;
  return first + second + third + await waits.plus
}
waits.plus = 1
waits().then(console.log);
function* yields() {
  const a = yield
  ;[yield]
  const b = yield * 2 ? 1 : 0;
  return a;
}
function sloppy() {
  try {
    throw 1
  } catch { }
  const list = [(of), (set)] = [1, 2]
  ;({ a: (of), b: (sloppy.c) } = { a: 3, b: 4 })
  console.log(list.length, of, set, sloppy.c);
}
sloppy()
{length: 3000}[42].length
var text = /* a
comment */ 'text'
/*
*/ text += `${ { a: `}` }.a }`
console.log(text, text/2/1, 1 / 2 / /=[/]/g.exec('=/').index)
var arrow = () => {}
(function () { console.log('not called by the arrow') })()
var i = 1, j = 2
i
++
j
console.log(i, j, 017.constructor.name, 08.5)
try { (() => {})() ; late() = 1 } catch (error) { console.log(error.name) }
try { for (late() of [1]) ; } catch (error) { console.log(error.name) }
do ; while (0) console.log('after do')
if (0) let
console.log('let ends the line'.length)
x = 1
<!-- a comment
--> another
console.log(x, \u0061sync, v\u0061lue = 12)
