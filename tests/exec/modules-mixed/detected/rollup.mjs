export * from './rollup.cjs';
