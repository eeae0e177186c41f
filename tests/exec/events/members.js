const EE=require('events');const e=new EE();
e.on('x',function(a){console.log('x',a,this===e)});e.once('x',()=>console.log('once'));e.prependListener('x',()=>console.log('first'));console.log(e.emit('x',1),e.emit('x',2),e.listenerCount('x'),e.eventNames());
try{e.emit('error',new Error('boom'))}catch(x){console.log(x.message)}try{e.emit('error','str')}catch(x){console.log(x.message,x.code,x.context)}
class Foo extends EE{constructor(){super();this.z=1}}const f=new Foo();f.on('newListener',(t,l)=>console.log('nl',t,typeof l));f.on('q',()=>{});f.on('removeListener',(t)=>console.log('rl',t));f.removeAllListeners('q');
EE.once(e,'y').then(v=>console.log('once p',v));e.emit('y',1,2);
(async()=>{setTimeout(()=>{e.emit('z',1);e.emit('z',2);e.emit('error',new Error('stop'))},1);try{for await(const v of EE.on(e,'z'))console.log(v)}catch(x){console.log('ended',x.message)}})();
console.log(process instanceof EE, typeof process.on, EE.defaultMaxListeners);for(let i=0;i<11;i++)e.on('w',()=>{});
process.on('warning',w=>console.log(w.name,w.message));try{e.on('a',5)}catch(x){console.log(x.message,x.code)}
