// Object-oriented numeric: short-lived vectors, interface calls, recursion.
class Vec {
  constructor(x, y, z) { this.x = x; this.y = y; this.z = z; }
  add(o) { return new Vec(this.x + o.x, this.y + o.y, this.z + o.z); }
  sub(o) { return new Vec(this.x - o.x, this.y - o.y, this.z - o.z); }
  mul(k) { return new Vec(this.x * k, this.y * k, this.z * k); }
  dot(o) { return this.x * o.x + this.y * o.y + this.z * o.z; }
  unit() { return this.mul(1 / Math.sqrt(this.dot(this))); }
}
class Sphere {
  constructor(center, radius, color, mirror) { this.center = center; this.radius = radius; this.color = color; this.mirror = mirror; }
  hit(from, dir) {
    const oc = from.sub(this.center), b = oc.dot(dir), d = b * b - oc.dot(oc) + this.radius * this.radius;
    if (d < 0) return Infinity;
    const t = -b - Math.sqrt(d);
    return t > 1e-4 ? t : Infinity;
  }
  normal(p) { return p.sub(this.center).unit(); }
}
class Plane {
  constructor(y, color, mirror) { this.y = y; this.color = color; this.mirror = mirror; }
  hit(from, dir) { const t = (this.y - from.y) / dir.y; return t > 1e-4 ? t : Infinity; }
  normal() { return new Vec(0, 1, 0); }
}
const scene = [new Plane(-1, new Vec(0.5, 0.5, 0.5), 0.2)];
for (let i = 0; i < 8; i++) scene.push(new Sphere(new Vec(Math.sin(i) * 3, Math.cos(i * 2), 4 + (i % 3)), 0.8, new Vec((i & 1) * 0.8 + 0.1, (i & 2) * 0.4 + 0.1, (i & 4) * 0.2 + 0.1), i % 2 ? 0.4 : 0));
const light = new Vec(4, 6, -3);
function nearest(from, dir) {
  let best = Infinity, object = null;
  for (const o of scene) { const t = o.hit(from, dir); if (t < best) { best = t; object = o; } }
  return object ? { t: best, object } : null;
}
function trace(from, dir, depth) {
  const found = nearest(from, dir);
  if (!found) return new Vec(0.2, 0.3, 0.5 + dir.y * 0.3);
  const { t, object } = found, p = from.add(dir.mul(t)), n = object.normal(p), l = light.sub(p).unit();
  const shade = nearest(p, l) ? 0.1 : Math.max(0.1, n.dot(l));
  let color = object.color.mul(shade);
  if (object.mirror > 0 && depth < 4) color = color.mul(1 - object.mirror).add(trace(p, dir.sub(n.mul(2 * n.dot(dir))), depth + 1).mul(object.mirror));
  return color;
}
const size = 1500;
let r = 0, g = 0, b = 0;
for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
  const c = trace(new Vec(0, 0, -2), new Vec(x / size - 0.5, 0.5 - y / size, 1).unit(), 0);
  r += c.x; g += c.y; b += c.z;
}
console.log(r.toFixed(6), g.toFixed(6), b.toFixed(6));
