// Numeric: unboxed doubles in nested loops, no memory.
function mandelbrot(size, limit) {
  let inside = 0, steps = 0;
  for (let py = 0; py < size; py++) {
    const ci = (2 * py) / size - 1;
    for (let px = 0; px < size; px++) {
      const cr = (3 * px) / size - 2;
      let zr = 0, zi = 0, n = 0;
      while (n < limit && zr * zr + zi * zi <= 4) {
        const t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n++;
      }
      steps += n;
      if (n === limit) inside++;
    }
  }
  return `${inside} ${steps}`;
}
console.log(mandelbrot(1700, 400));
