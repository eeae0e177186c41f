// Error.prepareStackTrace and what it is told about each frame.
'use strict';
Error.prepareStackTrace = (error, sites) => sites.map((site) => [
  site.getTypeName(), site.getFunctionName(), site.getMethodName(), site.isToplevel(), site.isConstructor(), site.isNative(), site.isAsync(), typeof site.getFunction(), typeof site.getThis(), site.isEval(),
  site.getLineNumber(), typeof site.getColumnNumber(), String(site.getFileName()).slice(-13), String(site).replace(/\(?\/.*\//, '('),
].join(' '));
class A {
  m() { return new Error().stack; }
  constructor(shown) { if (shown) this.stack = new Error().stack; }
}
class B extends A {}
const call = (receiver, key) => receiver[key]();
function plain() { return new Error().stack; }
console.log(call(new B(), 'm')[0]);
console.log(new A(true).stack[0]);
console.log(plain()[0]);
console.log([].map.call(new Set([1]).size ? [1] : [], () => new Error().stack)[0].slice(0, 2));
console.log(call({ renamed: plain }, 'renamed')[0]);
console.log(JSON.parse('[1]', function () { return new Error().stack; })[0].split(' ').slice(0, 3));
