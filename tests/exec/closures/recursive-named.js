const fact = function self(n) { return n < 2 ? 1 : n * self(n - 1); };
console.log(fact(10));
const frozen = function me() { me = 1; return typeof me; };
console.log(frozen());
const strict = function me() { 'use strict'; try { me = 1; } catch (e) { return e.message; } };
console.log(strict());
const even = (n) => (n === 0 ? true : odd(n - 1)), odd = (n) => (n === 0 ? false : even(n - 1));
console.log(even(10), odd(7), even(7));
