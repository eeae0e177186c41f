console.log(1 + 2);
console.log(0.1 + 0.2);
console.log(10 / 4);
console.log(-7 % 3);
