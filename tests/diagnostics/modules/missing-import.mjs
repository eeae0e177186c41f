import { nothing } from './lib/something.mjs';
console.log(nothing);
