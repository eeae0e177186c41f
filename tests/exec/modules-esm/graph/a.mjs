import { log } from './log.mjs'; import './shared.mjs'; log('a start'); await 0; await 0; log('a end'); export const name = 'a';
