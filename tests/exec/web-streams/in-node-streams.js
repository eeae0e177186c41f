// What node:stream knows of the web's streams: isReadable and its like, finished, pipeline.
const s=require('stream');
(async()=>{
const show=(n,x)=>console.log(n,['isReadable','isErrored','isDisturbed','isDestroyed','isWritable'].map(k=>{try{return k+' '+(s[k]?s[k](x):undefined)}catch(e){return e.message}}).join(' | '));
let c; const r=new ReadableStream({type:'bytes',start(k){c=k}}); show('open',r); c.error(new Error('x')); show('err',r);
const r2=new ReadableStream({start(k){k.enqueue(1);k.close()}}); show('closing',r2); const rd=r2.getReader(); await rd.read(); await rd.read(); show('closed',r2); 
const r3=new ReadableStream(); await r3.cancel(); show('cancelled',r3);
const w=new WritableStream(); show('w',w); await w.close(); show('wc',w); const w2=new WritableStream(); await w2.abort(); show('wa',w2);
show('t',new TransformStream()); show('null',null); show('{}',{}); show('n',new s.Readable({read(){}}));
s.finished(r,(e)=>console.log('fin',e&&e.message)); s.finished(new ReadableStream({start(k){k.close()}}),(e)=>console.log('fin2',e));
})();
const { pipeline, finished } = require('stream/promises');
(async () => {
  const decode = (x) => typeof x === 'string' ? x : Buffer.from(x).toString();
  const sink = (out) => new WritableStream({ write(x) { out.push(decode(x)); }, close() { out.push('closed'); }, abort(e) { out.push('aborted ' + e.message); } });
  const source = (...parts) => new ReadableStream({ start(c) { for (const p of parts) c.enqueue(p); c.close(); } });
  const failing = () => new ReadableStream({ pull(c) { c.error(new Error('source failed')); } });
  const upper = () => new TransformStream({ transform(x, c) { c.enqueue(decode(x).toUpperCase()); } });
  const node = (out) => new s.Writable({ objectMode: true, write(x, e, d) { out.push(decode(x)); d(); }, final(d) { out.push('final'); d(); } });
  const run = async (name, make) => { const out = []; try { const v = await pipeline(...make(out)); console.log(name, out, v); } catch (e) { console.log(name, out, 'threw', e.name, e.message); } };
  await run('web to web', (o) => [source('a', 'b'), sink(o)]);
  await run('node to web', (o) => [s.Readable.from(['a', 'b']), sink(o)]);
  await run('web to node', (o) => [source('a', 'b'), node(o)]);
  await run('transform', (o) => [source('a', 'b'), upper(), sink(o)]);
  await run('transform to node', (o) => [source('a'), upper(), node(o)]);
  await run('node through transform', (o) => [s.Readable.from(['a', 'b']), upper(), node(o)]);
  await run('function', (o) => [source('a', 'b'), async function* (x) { for await (const y of x) yield y + '!'; }, sink(o)]);
  await run('last function', (o) => [source('a', 'b'), async (x) => { let t = ''; for await (const y of x) t += y; return t; }]);
  await run('iterable', (o) => [['x', 'y'], sink(o)]);
  await run('failing', (o) => [failing(), sink(o)]);
  await run('failing to node', (o) => [failing(), node(o)]);
  await run('sink fails', (o) => [source('a', 'b'), new WritableStream({ write() { throw new Error('sink failed'); } })]);
  await run('open', (o) => [source('a'), sink(o), { end: false }]);
  for (const [n, x] of Object.entries({ readable: source('a'), failing: failing(), writable: sink([]) })) { const p = finished(x).then(() => 'ok', (e) => e.message); if (n === 'readable') for await (const y of x); else if (n === 'writable') await x.close(); else x.getReader().read().catch(() => {}); console.log('finished', n, await p); }
  try { await finished(new TransformStream()); } catch (e) { console.log(e.code); }
  const ac = new AbortController(); setTimeout(() => ac.abort(), 5); await finished(new ReadableStream(), { signal: ac.signal }).catch((e) => console.log(e.name, e.code));
})();
