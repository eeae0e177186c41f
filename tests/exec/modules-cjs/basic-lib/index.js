module.exports = { index: 'index file' };
