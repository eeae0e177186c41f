exports.kind = 'cjs by extension ' + typeof require;
