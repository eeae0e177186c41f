function eval() { 'use strict'; }
