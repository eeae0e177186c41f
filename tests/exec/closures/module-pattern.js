const m = (function () { let secret = 0; function bump() { secret += 1; return secret; } return { bump, peek: () => secret }; })(); m.bump(); m.bump(); console.log(m.peek(), m.secret);
