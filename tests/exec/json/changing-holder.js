// What hooks take away meanwhile is still visited.
const holder = { get a() { delete this.b; return 1; }, b: 2 };
console.log(JSON.stringify(holder, (k, v) => k === 'b' ? 'replaced ' + v : v));
Object.prototype.b = 3;
console.log(JSON.stringify(JSON.parse('{"a":1,"b":2}', function (k, v) { if (k === 'a') delete this.b; return v; })));
delete Object.prototype.b;
