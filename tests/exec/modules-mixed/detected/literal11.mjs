export * from './literal11.cjs';
