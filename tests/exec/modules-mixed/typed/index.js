export const kind = 'esm by type ' + typeof require;
