let n = 0; const t = () => (n++, true), f = () => (n++, false);
f() && t(); t() || f(); f() || f() || t(); t() && f() && t(); console.log(n);
