// The option signal of readFile, writeFile and appendFile: before the call, during it, of the wrong type.
const fs=require('fs');const log=(...a)=>console.log(...a);const f='/tmp/kiln-signal-'+process.pid;
(async()=>{fs.writeFileSync(f,'content');
 const t=async(n,p)=>{try{log(n,String(await p()))}catch(e){log(n,e.name,e.code,e.message,e.cause&&(e.cause.name||e.cause),Object.keys(e))}};
 await t('read',()=>fs.promises.readFile(f,{encoding:'utf8',signal:new AbortController().signal}));await t('aborted',()=>fs.promises.readFile(f,{signal:AbortSignal.abort('why')}));
 const ac=new AbortController();const p=fs.promises.readFile(f,{signal:ac.signal});ac.abort();await t('during',()=>p);
 const a2=new AbortController();const w=fs.promises.writeFile(f+'x',Buffer.alloc(100),{signal:a2.signal});a2.abort(new Error('stop'));await t('write',()=>w);
 await t('append',()=>fs.promises.appendFile(f,'more'));await t('type',()=>fs.promises.readFile(f,{signal:5}));
 let order=[];fs.readFile(f,{signal:AbortSignal.abort()},(e,d)=>{order.push('cb',e.name,e.code,d)});order.push('after');await new Promise(setImmediate);log(order);
 const a3=new AbortController();const r=new Promise(g=>fs.readFile(f,{signal:a3.signal},(e,d)=>g([e&&e.name,d])));a3.abort();log(await r);
 const a4=new AbortController();const q=new Promise(g=>fs.writeFile(f,'new',{signal:a4.signal},(e)=>g([e&&e.name])));a4.abort();log(await q);
 try{fs.readFile(f,{signal:{}},()=>{})}catch(e){log(e.code,e.message)} await new Promise(g=>fs.readFile(f,{signal:new AbortController().signal},(e,d)=>{log(e,Buffer.isBuffer(d));g()}));
 fs.rmSync(f,{force:true});fs.rmSync(f+'x',{force:true});
})();
