// A guessed callee whose body was inlined, where the closure turns out to be another function's, with fewer captures.
function counter() {
  let count = 0, last = 0;
  const add = (x) => { count += x; last = x; };
  return { add, take: () => count * 100 + last };
}
function list() {
  let items;
  return { put: (x) => { (items ??= []).push(x); }, take: () => items };
}
function all(names) {
  const { put, take } = list();
  for (const name of names) put(name);
  return take();
}
const numbers = counter();
for (let i = 0; i < 3; i++) numbers.add(i);
console.log(numbers.take(), all(['a', 'b']).join());
