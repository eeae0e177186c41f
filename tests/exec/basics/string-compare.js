console.log('a' < 'b', 'abc' === 'ab' + 'c', 'a' == 'A', 'Z' < 'a', '' < ' ');
