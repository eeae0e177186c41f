export * from './starTslib.cjs';
