import { log } from './log.mjs'; import './shared.mjs'; log('c start'); await 0; await 0; log('c end'); export const name = 'c';
