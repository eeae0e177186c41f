const s = `abc ${1}
console.log(s);
