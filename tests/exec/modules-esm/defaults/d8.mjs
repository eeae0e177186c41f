export default (function () { return "expr"; }); export const after = 8;
