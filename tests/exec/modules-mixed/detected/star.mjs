export * from './star.cjs';
