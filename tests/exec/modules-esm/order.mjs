console.log('main body'); import './ord/second.mjs'; import './ord/first.mjs'; console.log(typeof hoisted, hoisted()); function hoisted() { return 'fn'; } console.log(globalThis.trace.join());
