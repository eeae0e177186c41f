function sign(n) { if (n > 0) return 'positive'; else if (n < 0) return 'negative'; return 'zero'; }
console.log(sign(5), sign(-5), sign(0), sign(NaN));
