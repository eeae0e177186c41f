const f = () => later; let later = 1; later = 2; console.log(f()); { let v = 'a'; var g = () => v; v = 'b'; } console.log(g());
