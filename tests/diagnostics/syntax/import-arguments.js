import('a', 'b', 'c');
