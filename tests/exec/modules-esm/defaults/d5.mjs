export default /* comment */ class extends Array {} export const after = 5;
