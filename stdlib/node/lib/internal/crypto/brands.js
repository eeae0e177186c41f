// What is a key: for those who ask without linking node:crypto. The modules that make keys put their answers here.
'use strict';
exports.isKeyObject = () => false;
exports.isCryptoKey = () => false;
exports.keyObjectOf = () => undefined;  // of a CryptoKey
