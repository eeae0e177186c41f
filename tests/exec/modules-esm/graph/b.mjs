import { log } from './log.mjs'; import './shared.mjs'; log('b start');  log('b end'); export const name = 'b';
