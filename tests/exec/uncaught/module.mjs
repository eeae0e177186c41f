export function f() { return undefinedName; }
f();
