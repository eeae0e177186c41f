export * from './reexport.cjs';
