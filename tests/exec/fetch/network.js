// fetch(): what goes over the wire, redirects, encodings, errors with their causes, abortion, forms.
const net = require('net'), http = require('http'), zlib = require('zlib'), { format } = require('util');
const hide = (text) => text.replace(/127\.0\.0\.1:\d{4,5}/g, 'HOST').replace(/undici-0\d{11}/g, 'undici-N').replace(/lastModified: \d+/g, 'lastModified: T');
const print = (...a) => console.log(hide(format(...a)));
(async()=>{
 const raw=await new Promise(r=>{const s=net.createServer(c=>{let t='';c.on('data',d=>{t+=d;if(t.includes('\r\n\r\n')){print(JSON.stringify(t));t='';c.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nhi')}});c.on('error',()=>{})}).listen(0,'127.0.0.1',()=>r(s))});
 const u='http://127.0.0.1:'+raw.address().port;
 const r=await fetch(u+'/p?q#h'); print(r, await r.text(), [...r.headers], r.headers.getSetCookie());
 await (await fetch(u,{method:'post',body:'é',headers:{'X-Foo':'bar',Accept:'a/b','User-Agent':'me'}})).text();
 await (await fetch(u,{method:'PUT',body:new URLSearchParams('a=b&c=d')})).text();
 await (await fetch(u,{method:'POST',body:Buffer.from('abc')})).text();
 await (await fetch(u,{method:'POST',body:new Blob(['abc'],{type:'x/y'})})).text();
 await (await fetch(u,{method:'POST'})).text();
 await (await fetch(u,{method:'DELETE'})).text();
 await (await fetch(u,{method:'patch',body:'x'})).text();
 const f=new FormData();f.append('a"\n','b\nc');f.append('f',new File(['xyz'],'n"é.txt'));f.append('g',new Blob(['q'],{type:'t/u'}));
 await (await fetch(u,{method:'POST',body:f})).text();
 await (await fetch(u,{method:'POST',duplex:'half',body:new ReadableStream({start(c){c.enqueue(new TextEncoder().encode('one'));c.enqueue(new TextEncoder().encode('two'));c.close()}})})).text();
 await (await fetch(u,{method:'POST',duplex:'half',body:(async function*(){yield 'str'; yield Buffer.from('b')})()})).text().catch(e=>print('gen',e,e.cause));
 await (await fetch('http://user:p%40@127.0.0.1:'+raw.address().port+'/').catch(e=>(print(e.message,e.cause),{text(){}}))).text();
 raw.close(); 
 for (const [n,t] of Object.entries({refused:()=>fetch('http://127.0.0.1:1/'),scheme:()=>fetch('ftp://x/'),bad:()=>fetch('nope'),about:()=>fetch('about:blank'),data:()=>fetch('data:text/plain;base64,aGk='),data2:()=>fetch('data:,a%20b'),aborted:()=>fetch(u,{signal:AbortSignal.abort()}),abortedReason:()=>fetch(u,{signal:AbortSignal.abort(new Error('mine'))}),args:()=>fetch(),port:()=>fetch('http://127.0.0.1:22/'),file:()=>fetch('file:///x')})) await t().then(async r=>print(n,r.status,r.headers,await r.text(),r.url,r.type),e=>print(n,e.name,e.message,e.code,e.cause&&[e.cause.name,e.cause.code,e.cause.message,Object.keys(e.cause)]));
 const srv=http.createServer(async(q,p)=>{const b=[];for await(const c of q)b.push(c);const body=Buffer.concat(b).toString();
  if(q.url==='/gz'){p.setHeader('content-encoding','gzip');p.end(zlib.gzipSync('zipped'))}
  else if(q.url==='/br'){p.setHeader('content-encoding','br');p.end(zlib.brotliCompressSync('brotli'))}
  else if(q.url==='/df'){p.setHeader('content-encoding','deflate');p.end(zlib.deflateSync('deflated'))}
  else if(q.url==='/bad'){p.setHeader('content-encoding','gzip');p.end('notgzip')}
  else if(q.url.startsWith('/r')){p.statusCode=+q.url.slice(2,5);p.setHeader('location',q.url.slice(5)||'/echo');p.end()}
  else if(q.url==='/loop'){p.statusCode=302;p.setHeader('location','/loop');p.end()}
  else if(q.url==='/noloc'){p.statusCode=302;p.end('nl')}
  else if(q.url==='/cut'){p.write('part');setTimeout(()=>p.destroy(),10)}
  else if(q.url==='/hang'){}
  else if(q.url==='/early'){q.socket.destroy()}
  else if(q.url==='/slow'){p.write('a');setTimeout(()=>p.end('b'),30)}
  else if(q.url==='/form'){p.setHeader('content-type',q.headers['content-type']);p.end(body)}
  else p.end(q.method+' '+q.url+' '+JSON.stringify(q.headers)+' '+body)}).listen(0,'127.0.0.1',async()=>{
 const b='http://127.0.0.1:'+srv.address().port; const log=print;
 const t=async(n,u,o)=>{try{const r=await fetch(b+u,o);log(n,r.status,r.url.slice(b.length),r.redirected,r.type,[...r.headers].filter(x=>x[0]!=='date'),(await r.text()).replaceAll(b.slice(7),'HOST'),r.bodyUsed)}catch(e){log(n,e.name,e.message,e.code,e.cause&&[e.cause.name,e.cause.code,e.cause.message,Object.keys(e.cause)])}};
 for(const p of ['/gz','/br','/df','/bad','/r302','/r301','/r303','/r307','/r308','/loop','/noloc','/cut','/early','/slow']) await t(p,p);
 for(const s of [301,302,303,307,308]) await t('post'+s,'/r'+s,{method:'POST',body:'hello',headers:{'x-a':'b'}});
 await t('manual','/r302',{redirect:'manual'}); await t('error','/r302',{redirect:'error'}); await t('frag','/r302/echo#z'); await t('toftp','/r302ftp://x/'); await t('stream307','/r307',{method:'POST',duplex:'half',body:new ReadableStream({start(c){c.enqueue(Buffer.from('x'));c.close()}})});
 await t('head','/echo',{method:'HEAD'}); await t('auth','/echo',{headers:{authorization:'x',cookie:'c=1',host:'h.org','content-length':'5'}}); await t('get body','/echo',{method:'GET',body:'x'}); await t('timeout','/hang',{signal:AbortSignal.timeout(30)});
 const ac=new AbortController();setTimeout(()=>ac.abort(),20);await t('abort','/hang',{signal:ac.signal});
 const ac2=new AbortController();const r2=await fetch(b+'/cutx',{signal:ac2.signal});ac2.abort('why');await r2.text().catch(e=>log('abort body',e.name,e.message));
 const form=new FormData();form.append('a','1');form.append('a','2');form.append('f',new File(['content'],'x.bin',{type:'a/b'}));
 const fr=await fetch(b+'/form',{method:'POST',body:form});log([...(await fr.formData())]);
 const fu=await fetch(b+'/form',{method:'POST',body:new URLSearchParams('x=1&y=é')});log([...(await fu.formData())]);
 const r=await fetch(b+'/echo');const c=r.clone();log((await r.arrayBuffer()).byteLength>0,(await c.blob()).size>0,r.bodyUsed);await r.text().catch(e=>log(e.name,e.message));
 const js=await fetch(b+'/gz');await js.json().catch(e=>log(e.name,e.message));
 log(await new Response('{"a":1}').json(), await new Response(new Blob(['q'])).text(), new Response(null).body, await new Response().text(), Response.error().type, Response.json({a:1}).headers.get('content-type'), await Response.json({a:1}).text(), Response.redirect('http://a/b').status);
 const rd=(await fetch(b+'/slow')).body.getReader();let x;while(!(x=await rd.read()).done)log(x.value);
 srv.close();
})})()
