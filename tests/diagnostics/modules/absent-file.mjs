import './lib/absent.mjs';
