// node:http2 as far as packages look at it when they are loaded.
const http2 = require('http2');
console.log(Object.keys(http2), http2.constants, Object.keys(http2.getDefaultSettings()), http2.sensitiveHeaders, typeof http2.connect);
