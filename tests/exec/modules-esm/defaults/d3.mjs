export default function* () { yield "g"; } export const after = 3;
