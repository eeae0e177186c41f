try { require("./bad.cjs"); } catch (e) { console.log("bad:", e.name); } exports.x = 1;
