let x = 10; x += 5; x -= 3; x *= 2; x /= 4; x %= 4; x **= 3; x <<= 2; x >>= 1; x |= 9; x &= 12; x ^= 5; x >>>= 1; console.log(x);
let s = 'a'; s += 1; s += null; s += [2, 3]; console.log(s);
