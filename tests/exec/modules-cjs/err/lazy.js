exports.get = () => require('../basic-lib/math');
