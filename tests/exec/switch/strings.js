function kind(s) { switch (s) { case 'apple': case 'pear': return 'fruit'; case 'kale': return 'vegetable'; case '': return 'empty'; default: return typeof s; } }
console.log(['apple', 'pe' + 'ar', 'kale', '', 'x', 1, null].map(kind).join());
function tok(c) { switch (c.charCodeAt(0)) { case 43: return 'plus'; case 45: return 'minus'; case 0x30: case 0x31: return 'digit'; } return 'other'; }
console.log([...'+-01x'].map(tok).join());
