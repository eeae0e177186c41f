// Texts that are known at build time see what scripts declare.
let lexical = 1;
var property = 2;
console.log(Function("return lexical++ + property")(), lexical, (0, eval)("lexical = 5; typeof property"), lexical);
(0, eval)("var added = 3");
console.log(added, delete globalThis.added, typeof added);
try { (0, eval)("var lexical"); } catch (e) { console.log(e.name, e.message); }
