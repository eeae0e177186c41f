import { kind } from './typed/index.js'; import cjs from './typed/old.cjs'; console.log(kind, cjs.kind);
