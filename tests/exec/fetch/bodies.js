// Bodies as streams and of every kind, requests made of requests, Headers, FormData, integrity, connections to other origins.
const http=require('http');
const log=(...a)=>console.log(...a);
const s=http.createServer((q,p)=>{ if(q.url==='/big'){for(let i=0;i<10;i++)p.write(Buffer.alloc(100000,'a'));p.end();return} if(q.url==='/redirx'){p.writeHead(302,{location:'http://127.0.0.1:'+o.address().port+'/x'});p.end();return} let t='';q.on('data',d=>t+=d).on('end',()=>p.end(q.method+' '+q.url+' '+t.length+' '+JSON.stringify(q.headers.authorization??null)+JSON.stringify(q.headers.cookie??null)))});
const o=http.createServer((q,p)=>p.end('other '+JSON.stringify(q.headers.authorization??null)+JSON.stringify(q.headers['x-k']??null)));
o.listen(0,'127.0.0.1',()=>s.listen(0,'127.0.0.1',async()=>{
 const b='http://127.0.0.1:'+s.address().port;
 const r=await fetch(b+'/big');let n=0,c=0;for await(const x of r.body){n+=x.length;c++}log(n,c>1,r.bodyUsed);
 log(await (await fetch(b+'/redirx',{headers:{authorization:'a',cookie:'c','x-k':'v'}})).text());
 log(await (await fetch(new Request(b+'/r',{method:'POST',body:'abc'}))).text());
 const q=new Request(b+'/q',{method:'POST',body:'abcd',headers:{a:'b'}});log(await (await fetch(q)).text(),q.bodyUsed);await fetch(q).catch(e=>log(e.name,e.message));
 const q2=new Request(b+'/q',{method:'POST',body:'abcd'});const q3=q2.clone();const q4=new Request(q2,{method:'PUT'});log(q2.bodyUsed,q3.bodyUsed,q4.method,await q4.text(),await q3.text());
 const rs=new ReadableStream({start(c){c.enqueue(new Uint8Array(3));c.close()}});log(await (await fetch(b+'/s',{method:'POST',body:rs,duplex:'half'})).text());
 await fetch(b+'/s',{method:'POST',body:new ReadableStream({pull(c){c.error(new Error('src'))}}),duplex:'half'}).catch(e=>log(e.name,e.message,e.cause&&e.cause.message));
 await fetch(b+'/s',{method:'POST',body:new ReadableStream({start(c){c.enqueue('str');c.close()}}),duplex:'half'}).catch(e=>log(e.name,e.message,e.cause&&e.cause.message));
 const h=new Headers([['b','2'],['a','1'],['B','3'],['set-cookie','x'],['Set-Cookie','y']]);log([...h],[...h.keys()],h.get('b'),h.has('A'),h.getSetCookie());h.delete('b');h.set('a',' z ');log(h,[...h.entries()]);h.forEach((v,k,s)=>log(v,k,s===h));
 log(Object.prototype.toString.call(h.entries()), typeof h.entries().next, h.entries()[Symbol.iterator]!==undefined);
 for(const t of ['text/html','TEXT/HTML; charset=x','']) log((await new Response('x',{headers:{'content-type':t}}).blob()).type);
 const f=new FormData();f.append('a','1');f.append('a','2');f.set('b',new Blob(['q']),'n');log(f.getAll('a'),f.get('b').name,f.has('c'),[...f.keys()]);f.set('a','3');f.delete('b');log([...f.values()],f);
 log(await new Response(f).text().then(t=>t.replace(/undici-\d+/g,'N')));
 const R=new Response('abc',{status:201,statusText:'Made',headers:{x:'y'}});log(R,R.ok,R.clone().status,await R.text());try{R.clone()}catch(e){log(e.message)}
 log(await Promise.all([new Response(new Uint8Array([1,2])).bytes?.(),new Response('{}').json(),new Response('a=b').formData().catch(e=>e.message),new Response(new URLSearchParams('a=b')).formData().then(f=>[...f])]));
 log(await new Response('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nv\r\n--x--',{headers:{'content-type':'multipart/form-data; boundary=x'}}).formData().then(f=>[...f],e=>e.message), await new Response('bad',{headers:{'content-type':'multipart/form-data; boundary=x'}}).formData().catch(e=>e.message));
 const ac=new AbortController();const p=fetch(b+'/big',{signal:ac.signal});ac.abort(new Error('stop'));await p.catch(e=>log(e.message));
 const ac2=new AbortController();const r2=await fetch(b+'/big',{signal:ac2.signal});const rd=r2.body.getReader();await rd.read();ac2.abort(new Error('later'));await (async()=>{while(!(await rd.read()).done);})().catch(e=>log('reading',e.message));
 log(await (await fetch(b+'/i',{integrity:'sha256-'+require('crypto').createHash('sha256').update('GET /i 0 nullnull').digest('base64')})).text());await fetch(b+'/i',{integrity:'sha256-AAAA'}).catch(e=>log(e.message,e.cause&&e.cause.message));
 log(Request.prototype.constructor.name,Response.name,Headers.length,Response.prototype[Symbol.toStringTag],Object.keys(Response.prototype));
 try{Headers()}catch(e){log(e.message)} try{Headers.prototype.get.call(1,'a')}catch(e){log(e.message)}
 s.close();o.close();s.closeAllConnections();o.closeAllConnections();
}));
