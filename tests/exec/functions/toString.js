function   spaced ( a,b ) { return a /* c */ + b }
const arrow = (x)=>x*2; class K { m ( ) { } }
console.log(spaced.toString(), String(arrow), K.toString(), new K().m.toString(), Math.max.toString(), (function () {}).bind().toString());
class Static { static  /* c */ async *generator ( ) { } static get accessor() { return 1; } }
console.log(Static.generator.toString(), Object.getOwnPropertyDescriptor(Static, 'accessor').get.toString());
