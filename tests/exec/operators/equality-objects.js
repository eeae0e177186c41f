const o = { valueOf: () => 1 }; console.log(o == 1, o === 1, o == '1', [1] == 1, ['a'] == 'a', null == o, ({}) == ({}), o == o, [undefined] == '', [[1]] == 1);
