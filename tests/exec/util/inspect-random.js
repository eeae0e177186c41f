// Random values with random options.
const util=require('util');
let seed=+(process.argv[2]||1);function R(n){seed=(seed*1103515245+12345)&0x7fffffff;return (seed>>8)%n}
const words=['a','foo','bar baz',"it's",'q"q','long string value number one','x'.repeat(30),'','中文','é','😀','a\nb','line one is long\nline two is long too\nthree','key'];
class Foo{constructor(){this.v=1}get acc(){return 5}} class Bar extends Foo{get [Symbol.toStringTag](){return 'BT'}} class Cust{[util.inspect.custom](d,o){return R(2)?{d,c:o.compact}:`<Cust ${d}>\nsecond`}}
function prim(){switch(R(10)){case 0:return R(10);case 1:return R(1000000);case 2:return -R(100000)/8;case 3:return words[R(words.length)];case 4:return words[R(words.length)];case 5:return R(2)===0;case 6:return null;case 7:return undefined;case 8:return BigInt(R(1000000));default:return Symbol(words[R(3)])}}
function val(d){ if(d<=0||R(4)===0)return prim();
 switch(R(18)){case 0:case 1:case 2:{const o={};for(let i=R(7);i>0;i--)o[words[R(words.length)]+(R(3)?'':R(9))]=val(d-1);return o}
 case 3:case 4:{const a=[];for(let i=R(9);i>0;i--)a.push(val(d-1));if(!R(4))a.extra=val(d-1);return a}
 case 5:{const a=[];const n=R(40);for(let i=0;i<n;i++)a.push(R(3)?R(1000):R(100000)/7);return a}
 case 6:{const a=[];const n=R(30);for(let i=0;i<n;i++)a.push(words[R(words.length)]);return a}
 case 7:{const m=new Map;for(let i=R(5);i>0;i--)m.set(val(d-1),val(d-1));return R(3)?m:m.entries()}
 case 8:{const m=new Set;for(let i=R(9);i>0;i--)m.add(val(d-1));return R(3)?m:m.values()}
 case 9:{const a=[];for(let i=R(6);i>0;i--)a[R(20)]=val(d-1);return a}
 case 10:{const o=R(2)?new Foo:new Bar;if(R(2))o.more=val(d-1);return o}
 case 11:return [()=>1,class Q{},class extends Foo{},async()=>1,Math.max,Object.assign(()=>{},{p:1})][R(6)];
 case 12:return new Cust;
 case 13:return [new Date(R(1e9)*1000),/ab+c/gi,new Uint8Array(R(20)),new Float64Array([1.5,12345.678]),new ArrayBuffer(R(5)),Promise.resolve(val(d-1)),Object('st'),Object(5)][R(8)];
 case 14:{const o={};o.self=o;o.arr=[o,val(d-1)];return o}
 case 15:return new Proxy(val(d-1)||{},{}) ;
 case 16:return {get g(){return val(1)},set s(v){},get gs(){return {a:1}},set gs(v){},[Symbol("sy")]:val(d-1)};
 default:{const e={};for(let i=R(12);i>0;i--)e['k'+i]=R(5)?prim():val(d-1);return e}}
}
for(let i=0;i<150;i++){const o={};if(R(2))o.depth=[0,1,2,5,null,Infinity][R(6)];if(R(2))o.compact=[true,false,0,1,2,3,5][R(7)];if(R(2))o.breakLength=[10,40,60,80,120,Infinity][R(6)];if(!R(3))o.colors=true;if(!R(4))o.maxArrayLength=[0,1,3,null][R(4)];if(!R(4))o.maxStringLength=[0,3,10,null][R(4)];if(!R(4))o.sorted=true;if(!R(4))o.getters=[true,'get','set'][R(3)];if(!R(4))o.numericSeparator=true;if(!R(5))o.showProxy=true;if(!R(6))o.customInspect=false;
let v;try{v=val(1+R(5))}catch{continue} try{console.log(util.inspect(v,o))}catch(e){console.log('threw',e.message)}
if(!R(3))try{console.log(util.format(['%s %d','%i|%f','%j','%o','%O','%s%%','%c%s','x %x'][R(8)],val(2),val(1),val(1)))}catch(e){console.log('threw',e.message)}}
