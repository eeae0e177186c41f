export * from './dot.cjs';
