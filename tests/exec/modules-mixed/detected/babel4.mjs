export * from './babel4.cjs';
