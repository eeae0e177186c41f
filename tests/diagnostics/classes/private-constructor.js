class C { #constructor() {} }
