export * from './string.cjs';
