var __exportStar = (this && this.__exportStar) || function(m, exports) { for (var p in m) if (p !== 'default') exports[p] = m[p]; }; __exportStar(require('./dot.cjs'), exports); exports.own = 1;
