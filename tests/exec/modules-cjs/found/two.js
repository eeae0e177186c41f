exports.value = __filename.split('/').slice(-2).join('/');
