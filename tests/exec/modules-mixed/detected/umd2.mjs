export * from './umd2.cjs';
