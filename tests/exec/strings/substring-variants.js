const s = 'abcdef'; console.log(s.slice(2), s.slice(-2), s.slice(2, -1), s.slice(4, 2) === '', s.substring(4, 2), s.substring(-1, 2), s.substr(-3, 2), s.slice(NaN, 2), s.slice(1.9, 3.9), s.at(-7));
