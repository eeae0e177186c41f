globalThis.order = []; export function log(x) { order.push(x); }
