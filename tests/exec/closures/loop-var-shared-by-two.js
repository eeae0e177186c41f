const pairs = []; for (let i = 0; i < 2; i++) pairs.push([() => i++, () => i]); pairs[0][0](); pairs[0][0](); console.log(pairs[0][1](), pairs[1][1]());
