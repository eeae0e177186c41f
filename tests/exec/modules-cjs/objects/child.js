globalThis.loads = (globalThis.loads || 0) + 1;
exports.loads = globalThis.loads;
exports.module = module;
exports.report = () => [module.parent.id, require.main === module.parent, module.children.length, module.loaded];
