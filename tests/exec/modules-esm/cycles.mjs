import { a, callB } from './cycle/a.mjs'; import { b, readA } from './cycle/b.mjs'; console.log(a, b, callB(), readA());
