// What JSON modules hold is read when the program is built.
const values = require('./data-json/values.json');
console.log(Object.keys(values).join(' '));
for (const [key, value] of Object.entries(values)) console.log(key, typeof value === 'string' ? JSON.stringify(value) : value);
console.log(Object.is(values['minus zero'], -0), Object.getPrototypeOf(values) === Object.prototype, values.twice);
console.log(values.rows.map((row) => Object.keys(row).join()).join(' '), values.rows[1].y + values.rows[0].y);
console.log(require('./data-json/values.json') === values, require('./data-json/string.json'));
values.rows[0].x = 'changed';
console.log(require('./data-json/values.json').rows[0].x);

const wide = require('./data-json/wide.json');
let sum = 0;
for (const key in wide) sum += wide[key];
delete wide.key5;
wide.more = 1;
console.log(sum, Object.keys(wide).length, wide.key999, wide.key5);

console.log(require('./data-json/marked.json'));
try {
  require('./data-json/broken.json');
} catch (error) {
  console.log(error.name, error.message.split(': ').pop());
}
// The program's own JSON.parse is not asked.
JSON.parse = () => 'replaced';
delete require.cache[require.resolve('./data-json/string.json')];
console.log(require('./data-json/string.json'));
