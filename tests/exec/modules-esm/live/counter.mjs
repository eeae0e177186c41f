export let count = 0; export function inc() { count++; } const local = 'renamed value'; export { local as renamed }; export default `default ${count}`; export class Klass { v = 'k'; }
