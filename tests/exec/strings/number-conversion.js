console.log('5' * '2', '5' + 2, '5' - 2, +'3.5', -'2', '10' / 4, '3' ** 2, 'x' * 1, '' + 1.50, 1e21 + '', (25).toString(2), parseInt('12abc'), Number(''), Number('12abc'));
