export * from './babel.cjs';
