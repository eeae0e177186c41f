var _dot = require('./dot.cjs');
Object.keys(_dot).forEach(function (k) {
  if (k !== 'default' && !Object.prototype.hasOwnProperty.call(exports, k)) Object.defineProperty(exports, k, {
    enumerable: true,
    get: function () { return _dot[k]; }
  });
});
