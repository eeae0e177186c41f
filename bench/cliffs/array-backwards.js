// An array filled from its end.
let total = 0;
for (let round = 0; round < 200; round++) {
  const list = [];
  for (let i = 19999; i >= 0; i--) list[i] = i ^ round;
  for (let i = 0; i < list.length; i++) total = (total + list[i]) | 0;
}
console.log(total);
