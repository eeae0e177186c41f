export * from './void0.cjs';
