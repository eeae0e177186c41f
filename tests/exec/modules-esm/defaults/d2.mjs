export default async function() { return "af"; } export const after = 2;
