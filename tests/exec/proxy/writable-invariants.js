// A property of the target that is fixed but writable may not be reported, or defined, as read-only.
const target = Object.defineProperty({}, 'x', { value: 1, writable: true, configurable: false });
const proxy = new Proxy(target, {
  getOwnPropertyDescriptor: () => ({ value: 1, writable: false, configurable: false }),
  defineProperty: () => true,
});
for (const f of [() => Object.getOwnPropertyDescriptor(proxy, 'x'), () => Object.defineProperty(proxy, 'x', { value: 1, writable: false, configurable: false })]) {
  try { f(); console.log('allowed'); } catch (e) { console.log(e.name); }
}
console.log(Reflect.defineProperty(proxy, 'x', { value: 2, writable: true, configurable: false }));
const handle = Proxy.revocable(function () {}, { get() { handle.revoke(); } });
try { new handle.proxy(); } catch (e) { console.log(e.name); }
