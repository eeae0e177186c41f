export * from './literal12.cjs';
