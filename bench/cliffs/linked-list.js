// A doubly linked list: nodes put in front, taken off the end (an LRU cache).
class LRU {
  constructor(size) { this.size = size; this.map = new Map(); this.head = null; this.tail = null; }
  get(key) {
    const node = this.map.get(key);
    if (!node) return undefined;
    this.unlink(node); this.front(node);
    return node.value;
  }
  set(key, value) {
    if (this.map.size >= this.size) { const last = this.tail; this.unlink(last); this.map.delete(last.key); }
    const node = { key, value, prev: null, next: null };
    this.map.set(key, node);
    this.front(node);
  }
  unlink(node) {
    if (node.prev) node.prev.next = node.next; else this.head = node.next;
    if (node.next) node.next.prev = node.prev; else this.tail = node.prev;
    node.prev = node.next = null;
  }
  front(node) {
    node.next = this.head;
    if (this.head) this.head.prev = node;
    this.head = node;
    if (!this.tail) this.tail = node;
  }
}
const lru = new LRU(500);
let total = 0;
for (let i = 0; i < 3000000; i++) {
  const key = ((i * 7919) % 1009) * ((i >> 3) % 7) % 800;
  const value = lru.get(key);
  if (value === undefined) lru.set(key, i); else total = (total + value) | 0;
}
console.log(total);
