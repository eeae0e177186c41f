const t=(f)=>{try{f()}catch(e){console.log(e.message)}};
(class { static #m(){} #k(){} static r(){ t(()=>({}).#m()); t(()=>null.#m()); t(()=>null.#k()); t(()=>{null.#k=1})}}).r();
class D { static #m(){}  static r(){ t(()=>({}).#m()); t(()=>{null.#m()}); t(()=>{undefined.#m=1})}}; D.r();
class E2 extends (class { constructor(o){return o} }) { get #m(){}; #f }; t(()=>{const o={}; new E2(o);new E2(o)});
class E3 extends (class { constructor(o){return o} }) { #f=1 }; t(()=>{const o={}; new E3(o);new E3(o)});
(class extends (class { constructor(o){return o} }) { #f(){}; static r(){ const C=this; t(()=>{const o={}; new C(o);new C(o)})} }).r();
