// A static block is called without a name to show in errors: "" in the same program is still a string.
class Registry {
  static {
    this.made = 'x' + '';
  }
}
const parts = ['' + '4294967295', Registry.made + ''];
console.log(parts.join(''), '' === parts[2], typeof '', ''.length);
