// Math.max over an array by apply and by spread.
const samples = [];
for (let i = 0; i < 64; i++) samples.push((i * 37) % 101);
let total = 0;
for (let i = 0; i < 600000; i++) {
  samples[i & 63] = i & 127;
  total = (total + Math.max.apply(null, samples) + Math.min(...samples)) | 0;
}
console.log(total);
