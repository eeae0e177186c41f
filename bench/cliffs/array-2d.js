// Arrays of arrays of numbers, read and stored.
const n = 200;
const grid = [];
for (let y = 0; y < n; y++) grid.push(new Array(n).fill(0));
for (let round = 0; round < 500; round++) {
  for (let y = 1; y < n - 1; y++) {
    for (let x = 1; x < n - 1; x++) {
      grid[y][x] = (grid[y - 1][x] + grid[y + 1][x] + grid[y][x - 1] + x + y + round) & 1023;
    }
  }
}
console.log(grid[5][7], grid[100][100], grid[198][3]);
