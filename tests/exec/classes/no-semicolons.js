// Class bodies and statements that leave semicolons to the line ends.
const key = 'computed'
class A {
  #a = 1
  #b
  static s

  [key] = 'c'
  set = 1
  x
  *gen() { yield this.x }
  static
  y = 2
  async
  z() { return typeof this.z }
  'quoted'
  1
  sum() { return this.#a + (this.#b ?? 0) }
}
const a = new A()
console.log(Object.keys(a).join(), A.y, [...a.gen()].length, a.z(), a.sum())
const f = () => { return 'arrow' }
[1, 2].forEach((n) => console.log(n))
const g = async () => {
  const v = await
    Promise.resolve('awaited')
  let
    w = v + '!'
  return w
}
g().then(console.log)
let // a comment
  late = 1
label: { late: 5 }
console.log(f.name, late)
