export * from './reexportChain.cjs';
