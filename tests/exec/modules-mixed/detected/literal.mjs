export * from './literal.cjs';
