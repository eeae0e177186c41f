export * from './leaf.mjs'; export * as ns from './leaf.mjs'; export { default } from './leaf.mjs'; export { three as two } from './leaf.mjs'; export const one = 'own one';
