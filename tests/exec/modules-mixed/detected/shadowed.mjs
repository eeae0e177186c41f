export * from './shadowed.cjs';
