import { b, fnB } from './b.mjs'; export const a = 'a'; export function callB() { return fnB() + b; } export function hoisted() { return 'hoisted'; } console.log('a runs', b);
