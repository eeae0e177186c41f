// Hand-checked output (ECMA-262 §21.4.4, as of 2024): setters take the date's value before they convert arguments; Node 20 does it after.
const setters = ['setDate', 'setHours', 'setMilliseconds', 'setMinutes', 'setMonth', 'setSeconds', 'setUTCDate', 'setUTCHours', 'setFullYear', 'setUTCFullYear', 'setTime'];
for (const name of setters) {
  const invalid = new Date(NaN);
  const first = invalid[name]({ valueOf() { invalid.setTime(0); return 1; } });
  const valid = new Date(0);
  const second = valid[name]({ valueOf() { valid.setTime(NaN); return 1; } });
  console.log(name, Number.isNaN(first), Number.isNaN(invalid.getTime()), Number.isNaN(second), Number.isNaN(valid.getTime()));
}
