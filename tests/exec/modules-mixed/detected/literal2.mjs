export * from './literal2.cjs';
