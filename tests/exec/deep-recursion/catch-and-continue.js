let depth = 0; function r() { depth++; r(); } for (let i = 0; i < 3; i++) { depth = 0; try { r(); } catch (e) { console.log(e instanceof RangeError, depth > 500); } }
