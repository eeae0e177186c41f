let s = '5'; s++; console.log(s, typeof s);
let t = '5'; console.log(t++, t);
let u; u++; console.log(u);
let n = null; console.log(n--, n);
let b = 10n; console.log(b++, --b, -b);
const o = { x: 1.5 }; console.log(o.x++, ++o.x, o['x']--, o.x);
const a = [1]; console.log(a[0]++ + ++a[0], a[0], a[1]++, a[1]);
let str = 'abc'; console.log(+str, -'3', +'', +' 12 ', +[], +{}, +null, +undefined, +true, +'1e3', +'0b11', +'1_0');
