for (let i = 0; i < 3; i++);
for (const x of [1]);
while (false);
if (1); else console.log('no');
;;;
for (var i in {}); console.log(i);
{ } {}
console.log('done');
