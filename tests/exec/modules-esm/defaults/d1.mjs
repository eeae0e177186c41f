export default function () { return "f"; } export const after = 1;
