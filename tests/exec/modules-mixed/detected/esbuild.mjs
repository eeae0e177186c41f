export * from './esbuild.cjs';
