var _dot = _interopRequireWildcard(require('./dot.cjs'));
function _interopRequireWildcard(e) { return e; }
var _exportNames = { own: true };
Object.keys(_dot).forEach(function (key) {
  if (key === 'default' || key === '__esModule') return;
  if (Object.prototype.hasOwnProperty.call(_exportNames, key)) return;
  if (key in exports && exports[key] === _dot[key]) return;
  exports[key] = _dot[key];
});
exports.own = 1;
