// The chunks that wait in a readable stream: a queue with cheap ends.
'use strict';

class BufferList {
  constructor() {
    this.items = [];
    this.head = 0;
  }
  get length() {
    return this.items.length - this.head;
  }
  push(chunk) {
    this.items.push(chunk);
  }
  unshift(chunk) {
    if (this.head > 0) this.items[--this.head] = chunk;
    else this.items.unshift(chunk);
  }
  first() {
    return this.items[this.head];
  }
  shift() {
    if (this.head === this.items.length) return undefined;
    const chunk = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head === this.items.length) {
      this.items = [];
      this.head = 0;
    } else if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return chunk;
  }
  clear() {
    this.items = [];
    this.head = 0;
  }
  // Everything as one chunk.
  join(strings, length) {
    if (this.length === 1) return this.first();
    const all = this.head === 0 ? this.items : this.items.slice(this.head);
    return strings ? all.join('') : Buffer.concat(all, length);
  }
  // The first n characters or bytes.
  take(n, strings) {
    const head = this.first();
    if (n < head.length) {
      this.items[this.head] = head.slice(n);
      return head.slice(0, n);
    }
    if (n === head.length) return this.shift();
    const parts = [];
    let left = n;
    while (left > 0) {
      const chunk = this.first();
      if (left < chunk.length) {
        parts.push(chunk.slice(0, left));
        this.items[this.head] = chunk.slice(left);
        left = 0;
      } else {
        parts.push(this.shift());
        left -= chunk.length;
      }
    }
    return strings ? parts.join('') : Buffer.concat(parts, n);
  }
  *[Symbol.iterator]() {
    for (let i = this.head; i < this.items.length; ++i) yield this.items[i];
  }
}

module.exports = BufferList;
