// The resume function starts with a jump table over the suspend points.
function* pairs(n) { for (let i = 0; i < n; i++) yield [i, n]; }
for (const p of pairs(1)) p;
