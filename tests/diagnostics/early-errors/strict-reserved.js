'use strict';
var package = 1;
