export let lines = 0;
export function log(message) { console.log(`[${++lines}] ${message}`); }
