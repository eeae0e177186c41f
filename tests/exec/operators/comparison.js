console.log('a' < 'b', 'a' < 'B', '10' < '9', '10' < 9, 'x' < 1, 'x' >= 1, null >= 0, null > 0, undefined >= 0, NaN <= NaN);
console.log('abc' < 'abcd', '' < 'a', '\ud83d\ude00' < '\uffff', [2] > 1, [1, 2] < 3, new Date(5) > 4);
console.log(null == 0, null == undefined, null == false, undefined == 0, '' == 0, '0' == false, [] == '', [] == ![], [0] == false, [[]] == 0);
console.log(NaN == NaN, NaN != NaN, ({}) == '[object Object]', 1 == '1.0', '1' == '1.0', true == '1', true == 'true');
console.log(1n == 1, 1n === 1, 2n > 1, '2' > 1n, 1n == '1', 0n == '', 1n < 1.5, 2n ** 64n > 1e19, NaN < 1n);
const s = Symbol('s');
console.log(s == s, s == Object(s), Object(s) == s, Object(1n) == 1n, new String('a') == 'a', new String('a') == new String('a'));
