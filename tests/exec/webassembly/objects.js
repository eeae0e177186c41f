// Memory, Table and Global as JavaScript makes them, and what the classes look like.
const m = new WebAssembly.Memory({ initial: 1 });
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name,e.code,'|',e.message)}};
t(()=>m.buffer===m.buffer); const b=m.buffer; t(()=>[m.grow(1),b.byteLength,m.buffer.byteLength,m.grow(0)]);
const T=new WebAssembly.Table({initial:2,element:'externref'},'x'); t(()=>[T.get(0),T.get(1),T.length,T.set(0),T.get(0),T.grow(1),T.get(2),T.grow(1,7),T.get(3)]);
t(()=>T.set(9,1)); t(()=>T.set()); t(()=>T.get());t(()=>T.get('x'));t(()=>T.grow());
const F=new WebAssembly.Table({initial:1,element:'anyfunc',maximum:2}); t(()=>[F.get(0),F.grow(1),F.length]); t(()=>F.grow(1)); t(()=>F.set(0,5)); t(()=>F.set(0)); 
const G=new WebAssembly.Global({value:'i64',mutable:true},5n); t(()=>[G.value,G.value=7n,G.valueOf()]); t(()=>G.value=1);t(()=>new WebAssembly.Global({value:'f32'}).value); t(()=>new WebAssembly.Global({value:'externref'}).value); t(()=>new WebAssembly.Global({value:'anyfunc'}).value); t(()=>new WebAssembly.Global({value:'i64'}).value); t(()=>new WebAssembly.Global({value:'i32'},{}).value);t(()=>new WebAssembly.Global({value:'v128'}).value);t(()=>new WebAssembly.Global());t(()=>WebAssembly.Global({value:'i32'}));t(()=>WebAssembly.Instance({}));
t(()=>m.grow(-1));t(()=>m.grow('a'));t(()=>m.grow(70000)); t(()=>new WebAssembly.Memory({initial:-1})); t(()=>new WebAssembly.Memory({initial:1.7}).buffer.byteLength);t(()=>new WebAssembly.Memory({initial:1,maximum:null}));
for (const c of ['Module','Instance','Memory','Table','Global','CompileError']) console.log(c,WebAssembly[c].length,Object.getOwnPropertyNames(WebAssembly[c].prototype).join());
for (const k of ['compile','validate','instantiate','compileStreaming','instantiateStreaming']) console.log(k, WebAssembly[k].length);
console.log(WebAssembly.Table.prototype.set.length,WebAssembly.Table.prototype.grow.length,WebAssembly.Table.prototype.get.length, WebAssembly.Memory.prototype.grow.length, WebAssembly.Global.prototype.valueOf.length, Object.getOwnPropertyNames(WebAssembly.Instance.prototype), Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype,'exports'));
console.log(Object.prototype.toString.call(new WebAssembly.CompileError('x')), new WebAssembly.RuntimeError('z').name, Object.getOwnPropertyDescriptors(WebAssembly.CompileError.prototype), Object.getPrototypeOf(WebAssembly.LinkError)===Error);
