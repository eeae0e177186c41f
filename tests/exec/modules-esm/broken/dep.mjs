console.log("never"); import "./ok.mjs"; import "./syntax.mjs";
