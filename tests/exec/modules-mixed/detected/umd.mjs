export * from './umd.cjs';
