import './first.mjs'; (globalThis.trace ??= []).push('second'); await null; globalThis.trace.push('second after await');
