export * from './minified.cjs';
