// Source text is UTF-16: halves of surrogate pairs in literals stay what they are.
var c = String.fromCharCode(0xd800), d = String.fromCharCode(0xdc01);
console.log(eval("'" + c + "'").charCodeAt(0).toString(16), eval("/a" + c + "/").source.charCodeAt(1).toString(16), eval("`" + d + "`").charCodeAt(0).toString(16), eval("//" + c + "\n1"), eval("/*" + c + "*/2"));
try { eval(c); } catch (e) { console.log(e.name); }
try { eval("var a" + c); } catch (e) { console.log(e.name); }
console.log(new Function("return '" + c + "x'").toString().length, new RegExp(c).source.charCodeAt(0).toString(16));
console.log(eval("/[" + c + "]/u").test(c), eval("({'" + c + "': 1})")[c]);
