// readline and timers/promises: questions that are aborted, iteration, cursors, checks of options.
const tp=require('timers/promises');const rl=require('readline');const rp=require('readline/promises');const {PassThrough}=require('stream');const log=(...a)=>console.log(...a);
(async()=>{
 const t=async(n,f)=>{try{log(n,await f())}catch(e){log(n,e.name,e.code,e.message,e.cause&&(e.cause.message||e.cause))}};
 await t('st',()=>tp.setTimeout(1,'v'));await t('si',()=>tp.setImmediate('i'));await t('aborted',()=>tp.setTimeout(1,'v',{signal:AbortSignal.abort()}));const ac=new AbortController();setTimeout(()=>ac.abort('why'),2);await t('abort',()=>tp.setTimeout(1000,'v',{signal:ac.signal}));
 await t('bad opt',()=>tp.setTimeout(1,'v',5));await t('bad sig',()=>tp.setTimeout(1,'v',{signal:5}));await t('bad ref',()=>tp.setTimeout(1,'v',{ref:5}));await t('imm abort',()=>tp.setImmediate(1,{signal:AbortSignal.abort(new Error('x'))}));
 let n=0;for await(const v of tp.setInterval(1,'tick')){log(v);if(++n===3)break}
 await t('int abort',async()=>{const a=new AbortController();let k=0;for await(const v of tp.setInterval(1,1,{signal:a.signal}))if(++k===2)a.abort()});
 await t('wait',()=>tp.scheduler.wait(1));await t('yield',()=>tp.scheduler.yield());await t('wait abort',()=>tp.scheduler.wait(10,{signal:AbortSignal.abort()}));
 log(Object.keys(tp),typeof tp.scheduler.constructor);try{new tp.scheduler.constructor()}catch(e){log(e.code)}
 const inp=new PassThrough(),out=new PassThrough();let o='';out.on('data',d=>o+=d);const r=rp.createInterface({input:inp,output:out});
 const q=r.question('name? ');inp.write('bob\n');log(await q,JSON.stringify(o));
 const a2=new AbortController();const q2=r.question('age? ',{signal:a2.signal});a2.abort();await q2.catch(e=>log(e.name,e.code));
 r.close();await t('closed',()=>r.question('x'));
 const i2=new PassThrough();const r2=rl.createInterface({input:i2,crlfDelay:Infinity});i2.end('a\r\nb\nc');const lines=[];for await(const l of r2)lines.push(l);log(lines);
 const i3=new PassThrough();const r3=rl.createInterface({input:i3});r3.on('line',l=>log('line',l)).on('close',()=>log('close')).on('pause',()=>log('pause')).on('resume',()=>log('resume'));i3.write('one\ntwo\r\nth');i3.write('ree\n');await tp.setTimeout(5);r3.pause();r3.resume();r3.close();
 const p=new rp.Readline(out);o='';await p.clearLine(0).cursorTo(1,2).moveCursor(1,-1).clearScreenDown().commit();log(JSON.stringify(o));
 for(const f of [()=>rl.clearLine(5),()=>rl.cursorTo(out,'x'),()=>rl.cursorTo(out,1,'y'),()=>new rp.Readline(5),()=>rl.createInterface(),()=>rl.createInterface({input:inp,historySize:-1}),()=>rl.createInterface({input:inp,crlfDelay:'x'}).crlfDelay,()=>rl.createInterface({input:inp,completer:5}),()=>rl.createInterface({input:inp,tabSize:0})])try{log(f())}catch(e){log(e.name,e.code,e.message)}
 const i4=new PassThrough();const r4=rl.createInterface({input:i4,output:out,prompt:'> '});o='';r4.prompt();r4.write('typed');r4.setPrompt('$ ');r4.prompt();log(JSON.stringify(o),r4.getPrompt(),r4.line,r4.cursor,r4.terminal,r4.getCursorPos());r4.question('q?',a=>{log('ans',a);r4.close()});i4.write('yes\n');
})();
