const a = [1, 2, 3]; a.length = 1; a.length = 3; console.log(a.join('|'), a.length, 1 in a); a[5] = 6; console.log(a.length, a.join('|'));
