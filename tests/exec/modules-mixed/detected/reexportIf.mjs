export * from './reexportIf.cjs';
