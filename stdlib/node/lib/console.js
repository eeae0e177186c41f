// node:console
'use strict';
module.exports = console;
