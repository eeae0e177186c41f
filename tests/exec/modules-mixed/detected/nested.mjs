export * from './nested.cjs';
