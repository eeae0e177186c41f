export * from './assign.cjs';
