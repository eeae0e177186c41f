// Module namespace objects: live, sealed, their errors.
import * as self from './namespaces.mjs'; import * as lib from './graph/cyc2.mjs'; import * as path from 'node:path';
const show = (f) => { try { console.log(String(f())); } catch (e) { console.log(e.name + ': ' + e.message); } };
show(() => self.later); show(() => 'later' in self); show(() => Object.keys(self)); show(() => self.fn()); show(() => self.v);
export let later = 1; export function fn() { return 'fn'; } export var v = 2; export default 5; export class K {} export { later as alias, later as '1' , later as 'a-b'};
show(() => Object.keys(self)); show(() => Reflect.ownKeys(self).map(String)); show(() => { self.later = 2; }); show(() => { self.none = 2; }); show(() => delete self.later); show(() => delete self.none);
show(() => Object.defineProperty(self, 'later', { value: 1, writable: true, enumerable: true, configurable: false }) === self); show(() => Object.defineProperty(self, 'later', { value: 2 })); show(() => Object.setPrototypeOf(self, null) === self); show(() => Object.setPrototypeOf(self, {}));
show(() => Object.isFrozen(self)); show(() => Object.isExtensible(self)); show(() => Object.freeze(self)); show(() => Object.prototype.toString.call(self)); show(() => self[1]); show(() => { lib.two = 3; }); show(() => { path.x = 1; }); show(() => { self[Symbol.toStringTag] = 1; });
show(() => Reflect.set(self, 'later', 1)); show(() => JSON.stringify(self)); show(() => ({ ...self }).v); for (const k in self) console.log(k);
later = 7; show(() => self.alias); show(() => { K = 1; return typeof K; }); show(() => { fn = () => 'reassigned'; return self.fn(); });
show(() => `${self}`);
