'use strict'; Object.defineProperty(exports, '__esModule', { value: true }); exports.value = void 0; exports.value = 'tv'; exports.default = 'transpiled default';
