// Errors of operators are reported at the operator, those of compound assignments at the value.
function t(f){try{f()}catch(e){console.log(e.stack.split('\n')[1].split(':').slice(-2).join(':'))}}
const x=2n,y=1,z={valueOf(){throw new Error('v')}};
t(()=>{ return y + x; });
t(()=>{ return y + y + x + y; });
t(()=>{ return y - x; });
t(()=>{ return y  *  x; });
t(()=>{ let q=1; q += x; });
t(()=>{ let q=1n; q++; return q + 1; });
t(()=>{ return -Symbol(); });
t(()=>{ return y < Symbol(); });
t(()=>{ return `a${Symbol()}`; });
t(()=>{ return y in y; });
t(()=>{ return y instanceof y; });
