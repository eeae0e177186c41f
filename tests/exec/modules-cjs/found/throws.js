throw new RangeError('x')
