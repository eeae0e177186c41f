// Random values as console.log shows them.
let seed=+(process.argv[2]||1);function R(n){seed=(seed*1103515245+12345)&0x7fffffff;return (seed>>8)%n}
const words=['a','foo','bar baz',"it's",'q"q','`t`','long string value number one','x'.repeat(30),'','中文','é','😀','a\nb','tab\t','${x}',"'\"",'key'];
class Foo{constructor(){this.v=1}} class Bar extends Foo{get [Symbol.toStringTag](){return 'BT'}} class MyMap extends Map{} class MyArr extends Array{}
function prim(){switch(R(11)){case 0:return R(10);case 1:return R(100000);case 2:return -R(1000)/8;case 3:return words[R(words.length)];case 4:return words[R(words.length)];case 5:return R(2)===0;case 6:return null;case 7:return undefined;case 8:return BigInt(R(1000));case 9:return Symbol(words[R(3)]);default:return words[R(words.length)]+R(50)}}
function val(d){ if(d<=0||R(3)===0)return prim();
 switch(R(20)){case 0:case 1:case 2:case 3:{const o={};for(let i=R(7);i>0;i--)o[words[R(words.length)]+(R(3)?'':R(9))]=val(d-1);return o}
 case 4:case 5:case 6:{const a=[];for(let i=R(9);i>0;i--)a.push(val(d-1));return a}
 case 7:{const a=[];const n=R(40);for(let i=0;i<n;i++)a.push(R(3)?R(1000):R(100000)/7);return a}
 case 8:{const a=[];const n=R(30);for(let i=0;i<n;i++)a.push(words[R(words.length)]);return a}
 case 9:{const m=R(2)?new Map:new MyMap;for(let i=R(5);i>0;i--)m.set(val(d-1),val(d-1));return m}
 case 10:{const m=new Set;for(let i=R(9);i>0;i--)m.add(val(d-1));return m}
 case 11:{const a=[];for(let i=R(6);i>0;i--)a[R(20)]=val(d-1);if(R(2))a.ext=val(d-1);return a}
 case 12:{const o=R(2)?new Foo:new Bar;if(R(2))o.more=val(d-1);return o}
 case 13:return [()=>1,function nm(){},class Q{},class extends Foo{},async()=>1,Math.max][R(6)];
 case 14:{const o=Object.create(null);for(let i=R(4);i>0;i--)o['n'+i]=val(d-1);return o}
 case 15:return [new Date(R(1e9)*1000),/ab+c/gi,new Uint8Array(R(20)),new Float64Array([1.5,2]),new ArrayBuffer(R(5)),Promise.resolve(val(d-1)),Object('st'),Object(5)][R(8)];
 case 16:{const o={};o.self=o;o.arr=[o,val(d-1)];return o}
 case 17:{const a=MyArr.from([1,val(d-1)]);return a}
 case 18:return {get g(){return 1},set s(v){},get gs(){return 1},set gs(v){},[Symbol('sy')]:val(d-1)};
 default:{const e={};for(let i=R(12);i>0;i--)e['k'+i]=R(5)?prim():val(d-1);return e}}
}
for(let i=0;i<120;i++){console.log(val(1+R(5)))}
