Promise.resolve(1).then((x) => x + 1).then((x) => { throw x; }).catch((x) => x * 10).then((x) => console.log(x));
