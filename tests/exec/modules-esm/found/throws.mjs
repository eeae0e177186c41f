throw new TypeError('x')
