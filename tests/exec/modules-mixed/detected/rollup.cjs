exports.default = 1; exports.a = 2; Object.defineProperty(exports, '__esModule', { value: true });
