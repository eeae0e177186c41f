class A { #m(){return 1} get #g(){return 1} set #s(v){} #f=1; static #sm(){} static #sf=1;
 static t(f,o){ try{ f(o) }catch(e){console.log(e.message)} }
 static run(){ A.t(o=>o.#m(),{}); A.t(o=>o.#g,{}); A.t(o=>{o.#s=1},{});A.t(o=>o.#f,{});A.t(o=>{o.#f=1},{});A.t(o=>o.#sm(),{});A.t(o=>o.#sf,{}); A.t(o=>{o.#m=1},new A);A.t(o=>{o.#g=1},new A);A.t(o=>o.#s,new A); A.t(o=>o.#m(),null); A.t(o=>o.#m,undefined); A.t(o=>{o.#m=1},{});A.t(o=>{o.#g=1},{});A.t(o=>o.#m++,new A); A.t(o=>o.#m(),1);A.t(o=>o.#f,1);A.t(o=>o.#f,null);} }
A.run();
const B = class { #m(){} static r(o){o.#m()} }; try{B.r({})}catch(e){console.log(e.message)}
(class { #m(){} static r(o){try{ o.#m()}catch(e){console.log(e.message)}}}).r({})
class C extends (class { constructor(o){return o} }) { #m(){}; #f }; const o={}; new C(o); try{ new C(o)}catch(e){console.log(e.message)}
