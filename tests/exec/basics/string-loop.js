let out = '';
for (const c of 'abc') out = c + out;
for (let i = 0; i < 3; i++) out += 'xyz'.charAt(i).toUpperCase();
console.log(out, out.length);
