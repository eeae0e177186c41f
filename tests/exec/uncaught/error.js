function thrower() {
  throw new TypeError('something bad');
}
console.log('before');
thrower();
