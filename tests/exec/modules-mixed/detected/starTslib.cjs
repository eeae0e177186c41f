const tslib_1 = { __exportStar(m, e) { Object.assign(e, m); } }; tslib_1.__exportStar(require('./dot.cjs'), exports); tslib_1.__exportStar(require('./string.cjs'), exports);
