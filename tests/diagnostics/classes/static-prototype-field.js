class C { static prototype = 1 }
