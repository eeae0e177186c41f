export * from './literal36.cjs';
