exports.named = 'named'; exports.later = 'l'; exports.fn = () => 1; module.exports.dotted = true;
