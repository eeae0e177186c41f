// Streams of Node as web streams and back; EventEmitterAsyncResource.
const {Readable,Writable,Duplex,PassThrough,Transform}=require('stream');const log=(...a)=>console.log(...a);
(async()=>{
 const t=async(n,f)=>{try{log(n,await f())}catch(e){log(n,e.name,e.code,e.message)}};
 const rw=Readable.toWeb(Readable.from(['a','b','c']));const got=[];for await(const c of rw)got.push(c);log(got);
 const bytes=Readable.toWeb(new Readable({read(){this.push(Buffer.from('xy'));this.push(null)}}));const r=bytes.getReader();log(await r.read(),await r.read());
 await t('error',async()=>{const s=Readable.toWeb(new Readable({read(){this.destroy(new Error('bad'))}}));for await(const c of s);});
 await t('premature',async()=>{const n=new Readable({read(){}});const s=Readable.toWeb(n);setTimeout(()=>n.destroy(),5);for await(const c of s);});
 await t('cancel',async()=>{const n=new Readable({read(){this.push('x')}});n.on('error',e=>log('node error',e.message)).on('close',()=>log('node closed'));const s=Readable.toWeb(n);await s.cancel(new Error('enough'));await new Promise(f=>setTimeout(f,5));return n.destroyed});
 const back=Readable.fromWeb(new ReadableStream({start(c){c.enqueue('one');c.enqueue('two');c.close()}}),{encoding:'utf8'});const parts=[];for await(const c of back)parts.push(c);log(parts,back.readableObjectMode);
 await t('from error',async()=>{const s=Readable.fromWeb(new ReadableStream({pull(c){c.error(new Error('web'))}}));for await(const c of s);});
 await t('from destroy',async()=>{let why;const s=Readable.fromWeb(new ReadableStream({cancel(r){why=r}}));s.on('error',()=>{});s.destroy(new Error('stop'));await new Promise(f=>s.on('close',f));return why.message});
 const out=[];const ww=Writable.toWeb(new Writable({objectMode:true,write(c,e,d){out.push(c);setTimeout(d,1)},final(d){out.push('final');d()}}));const w=ww.getWriter();await w.write({a:1});await w.write(2);await w.close();log(out);
 await t('write error',async()=>{const s=Writable.toWeb(new Writable({write(c,e,d){d(new Error('no'))}}));const w=s.getWriter();w.closed.catch(()=>{});await w.write('x');await w.write('y')});
 await t('abort',async()=>{const n=new Writable({write(c,e,d){d()}});n.on('error',e=>log('aborted',e.message));const w=Writable.toWeb(n).getWriter();w.closed.catch(()=>{});await w.abort(new Error('gone'));await new Promise(f=>setTimeout(f,5));return n.destroyed});
 const sink=[];const nw=Writable.fromWeb(new WritableStream({write(c){sink.push(c)},close(){sink.push('closed')}}));nw.write('str');nw.write(Buffer.from('buf'));nw.end('end');await new Promise(f=>nw.on('finish',f));log(sink.map(c=>typeof c==='string'?c:Buffer.from(c).toString()),sink[0]?.constructor.name);
 await t('from write error',()=>new Promise((f,g)=>{const s=Writable.fromWeb(new WritableStream({write(){throw new Error('sink')}}));s.on('error',g);s.write('x')}));
 const {readable,writable}=Duplex.toWeb(new PassThrough());const dw=writable.getWriter();dw.write(new Uint8Array([1,2]));dw.close();const dr=[];for await(const c of readable)dr.push(c);log(dr);
 const d=Duplex.fromWeb(new TransformStream({transform(c,k){k.enqueue(String(c).toUpperCase())}}),{encoding:'utf8',decodeStrings:false});d.end('hello');const dd=[];for await(const c of d)dd.push(c);log(dd);
 for(const f of [()=>Readable.toWeb({}),()=>Readable.fromWeb({}),()=>Writable.toWeb(5),()=>Writable.fromWeb(null),()=>Duplex.toWeb({}),()=>Duplex.fromWeb({}),()=>Duplex.fromWeb(5),()=>Readable.fromWeb(new ReadableStream(),{objectMode:1}),()=>Readable.fromWeb(new ReadableStream(),{encoding:'zz'})]) try{log(f())}catch(e){log(e.name,e.code,e.message)}
 const dead=new PassThrough();dead.destroy();await new Promise(f=>dead.on('close',f));log(Readable.toWeb(dead),Writable.toWeb(dead));
 const {EventEmitterAsyncResource}=require('events');const {AsyncLocalStorage}=require('async_hooks');const als=new AsyncLocalStorage();
 const ee=als.run('inside',()=>new EventEmitterAsyncResource({name:'Q'}));als.run('outside',()=>ee.on('x',()=>log(als.getStore())));als.run('emit',()=>ee.emit('x'));log(typeof ee.asyncId,typeof ee.triggerAsyncId,ee.asyncResource.constructor.name,ee.emitDestroy());
 class Mine extends EventEmitterAsyncResource{} log(new Mine() instanceof require('events'));try{EventEmitterAsyncResource.prototype.emit.call({},'x')}catch(e){log(e.code,e.message)} try{new EventEmitterAsyncResource(5)}catch(e){log(e.code,e.message)}
})();
