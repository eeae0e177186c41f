// Numeric: calls to a small pure function and Float64Array sweeps.
const a = (i, j) => 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);
function times(v, out, transpose) {
  const n = v.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (transpose ? a(j, i) : a(i, j)) * v[j];
    out[i] = sum;
  }
}
function norm(n) {
  const u = new Float64Array(n).fill(1), v = new Float64Array(n), w = new Float64Array(n);
  for (let i = 0; i < 10; i++) {
    times(u, w, false); times(w, v, true);
    times(v, w, false); times(w, u, true);
  }
  let vBv = 0, vv = 0;
  for (let i = 0; i < n; i++) { vBv += u[i] * v[i]; vv += v[i] * v[i]; }
  return Math.sqrt(vBv / vv);
}
console.log(norm(3400).toFixed(9));
