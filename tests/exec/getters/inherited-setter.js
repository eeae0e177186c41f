'use strict';
const proto = { set only(v) { this.got = v; }, get ro() { return 'ro'; } };
const o = Object.create(proto); o.only = 3; console.log(o.got, o.only);
try { o.ro = 1; } catch (e) { console.log(e.message); }
const frozenProto = Object.freeze({ x: 1 }); const c = Object.create(frozenProto); try { c.x = 2; } catch (e) { console.log(e.message); }
Object.defineProperty(c, 'x', { value: 5, writable: true }); c.x = 6; console.log(c.x);
