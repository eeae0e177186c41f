export * from './swc.cjs';
