var _dot = require('./dot.cjs');
Object.keys(_dot).forEach(function (key) {
  if (key === 'default' || key === '__esModule') return;
  exports[key] = _dot[key];
});
