export * from './literal10.cjs';
