// Compiling, validating, linking, and the messages when that fails.
const wat=Buffer.from('AGFzbQEAAAABBwFgAn9/AX8DAgEABwcBA2FkZAAACgkBBwAgACABagsACgRuYW1lAgMBAAA=','base64');
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name,'|',e.message, e.constructor===WebAssembly.CompileError)}};
console.log(WebAssembly);
const m=new WebAssembly.Module(wat), i=new WebAssembly.Instance(m);
console.log(m,i,i.exports,i.exports.add(1,2),i.exports.add.length,i.exports.add.name, Object.isFrozen(i.exports));
console.log(new WebAssembly.Memory({initial:1}), new WebAssembly.Table({initial:1,element:'anyfunc'}), new WebAssembly.Global({value:'i32'},5));
for (const [n,f] of Object.entries({
 a:()=>new WebAssembly.Module(Buffer.from('abc')), b:()=>new WebAssembly.Module(), c:()=>WebAssembly.Module(wat), d:()=>new WebAssembly.Module(Buffer.from([0,0x61,0x73,0x6d,2,0,0,0])), e:()=>new WebAssembly.Module(Buffer.alloc(0)),
 f:()=>new WebAssembly.Instance({}), g:()=>new WebAssembly.Memory({}), h:()=>new WebAssembly.Memory({initial:70000}), i:()=>new WebAssembly.Memory({initial:2,maximum:1}), j:()=>new WebAssembly.Memory(),
 k:()=>new WebAssembly.Table({initial:1}), l:()=>new WebAssembly.Table({initial:1,element:'x'}), m:()=>new WebAssembly.Global({value:'i32',mutable:false},1).value=5, n:()=>new WebAssembly.Global({value:'x'}), o:()=>new WebAssembly.Global({value:'i64'},5),
 p:()=>new WebAssembly.Memory({initial:1,maximum:2}).grow(2), q:()=>new WebAssembly.Table({initial:1,element:'anyfunc'}).get(1), r:()=>new WebAssembly.Table({initial:1,element:'anyfunc'}).set(0,()=>{}), s:()=>WebAssembly.validate(wat), t:()=>WebAssembly.validate(Buffer.from('x')), u:()=>WebAssembly.validate(5),
 v:()=>WebAssembly.Module.exports(m), w:()=>WebAssembly.Module.imports(m), x:()=>WebAssembly.Module.customSections(m,'name'), y:()=>WebAssembly.Module.customSections(m), z:()=>WebAssembly.Module.exports({}),
 aa:()=>new i.exports.add(), bb:()=>i.exports.add('3',{valueOf:()=>4}), cc:()=>i.exports.add(1n,2), dd:()=>i.exports.add(), ee:()=>WebAssembly.Memory.prototype.grow.call({}), ff:()=>Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype,'buffer').get.call({}),
 gg:()=>new WebAssembly.Instance(m, 5), hh:()=>Object.getOwnPropertyNames(WebAssembly.Table.prototype), ii:()=>Object.getOwnPropertyDescriptors(WebAssembly.Global.prototype), jj:()=>Object.getOwnPropertyNames(WebAssembly.Memory.prototype), kk:()=>Object.prototype.toString.call(i.exports), ll:()=>new WebAssembly.CompileError('x',{cause:1}).cause, mm:()=>new WebAssembly.Table({initial:1,element:'anyfunc'}).grow(1e9), nn:()=>new WebAssembly.Table({initial:20000000,element:'anyfunc'}), oo:()=>new WebAssembly.Memory({initial:'x'}), qq:()=>WebAssembly.CompileError('x') instanceof Error,
})) { process.stdout.write(n+' '); t(f); }
const imp=Buffer.from('AGFzbQEAAAABBAFgAAACBwEBYQFmAAAHBQEBZwAA','base64');
const im=new WebAssembly.Module(imp); console.log(WebAssembly.Module.imports(im),WebAssembly.Module.exports(im));
for (const o of [undefined,{}, {a:5},{a:{}},{a:{f:5}},null]) t(()=>new WebAssembly.Instance(im,o));
const g=new WebAssembly.Instance(im,{a:{f:()=>{throw new Error('host')}}}).exports.g; t(()=>g()); console.log(g);
const f2=()=>1; console.log(new WebAssembly.Instance(im,{a:{f:f2}}).exports.g===f2);
(async()=>{for (const f of [()=>WebAssembly.compile(Buffer.from('x')),()=>WebAssembly.compile(),()=>WebAssembly.instantiate(im),()=>WebAssembly.instantiate(imp,{a:{}}),()=>WebAssembly.instantiate(wat),()=>WebAssembly.instantiate(m),()=>WebAssembly.instantiate(5),()=>WebAssembly.compileStreaming(5),()=>WebAssembly.compileStreaming(new Response('x')),()=>WebAssembly.instantiateStreaming(new Response(wat,{headers:{'content-type':'application/wasm'}}))]) try{console.log(await f())}catch(e){console.log(e.name,e.code,e.message)}})();
