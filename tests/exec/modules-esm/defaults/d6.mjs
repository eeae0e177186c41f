export default async function * ( ) { } ; export const after = 6;
