export * from './babel3.cjs';
