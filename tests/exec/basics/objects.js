const p = { x: 1, y: 2, add(o) { return { x: this.x + o.x, y: this.y + o.y }; } };
const q = p.add({ x: 10, y: 20 });
console.log(q.x, q.y, q.z);
q.z = 'new';
console.log(q.z, 'z' in q, delete q.z, q.z);
