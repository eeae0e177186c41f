export const helper = (x) => x * 21; export * from '../run-time-files.mjs';
