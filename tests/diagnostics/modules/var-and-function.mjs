var a;
function a() {}
