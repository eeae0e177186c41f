export * from './twice.cjs';
