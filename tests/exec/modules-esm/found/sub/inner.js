exports.v = 'inner'
