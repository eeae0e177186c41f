export * from './classExport.cjs';
