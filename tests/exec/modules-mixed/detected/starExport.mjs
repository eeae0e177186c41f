export * from './starExport.cjs';
