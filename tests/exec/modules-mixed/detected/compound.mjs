export * from './compound.cjs';
