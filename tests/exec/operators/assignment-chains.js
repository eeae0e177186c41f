let a, b, c; a = b = c = 5; const o = {}; o.x = o.y = a += b -= 1; console.log(a, b, c, o.x, o.y); let arr = [0, 0], i = 0; arr[i] = i = 1; console.log(arr.join(), i);
