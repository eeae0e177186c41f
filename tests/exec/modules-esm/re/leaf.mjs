export default function () { return 'leaf default'; } export const one = 'leaf one', three = 'three'; export let four = 4;
