function a() {}
function a() {}
