'use strict';
console.log(010);
