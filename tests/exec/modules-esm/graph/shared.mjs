import { log } from './log.mjs'; log('shared start'); await new Promise((r) => setTimeout(r, 1)); log('shared end');
