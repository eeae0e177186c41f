export * from './babel2.cjs';
