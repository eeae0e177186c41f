// Corners of built-ins: length through an array prototype, parseFloat, the immutable prototype of Object.prototype.
console.log(Object.create(Array.prototype).length, parseFloat("-11."), parseFloat("01."), parseFloat("+11.1"), parseFloat(".5"), parseFloat("5.e3"), parseFloat("5e"), parseFloat("-.5x"), parseFloat("1e+"), parseFloat("+"), parseFloat("."));
var t = Object.create(Array.prototype), foo = 3; try { with (t) { console.log(length, foo); } } catch (e) { console.log(e.message); }
var o2 = { get length() { return 'g'; } }; with (o2) { console.log(length); } with ([1, 2]) { console.log(length); } with ('abc') { console.log(length); }
console.log(Reflect.setPrototypeOf(Object.prototype, Object.create(null))); try { Object.setPrototypeOf(Object.prototype, {}); } catch (e) { console.log(e.message); } console.log(Reflect.setPrototypeOf(Object.prototype, null));
try { Object.freeze(new Proxy({}, { preventExtensions() { return false; } })); } catch (e) { console.log(e.message); }
function sloppy() {} console.log(sloppy.caller, sloppy.arguments); try { (function () { 'use strict'; }).caller; } catch (e) { console.log(e.name); } try { (() => {}).caller; } catch (e) { console.log(e.name); }
try { Object.prototype.__proto__ = {}; } catch (e) { console.log(e.message); }
