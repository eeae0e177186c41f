class Animal { constructor(name) { this.name = name; } speak() { return this.name + ' makes a sound'; } }
class Dog extends Animal { speak() { return super.speak() + ': woof'; } }
console.log(new Dog('Rex').speak());
