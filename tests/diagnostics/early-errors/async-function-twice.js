{ async function f() {} function f() {} }
