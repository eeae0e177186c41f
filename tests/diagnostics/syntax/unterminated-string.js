let a = "text;
let b = 1;
