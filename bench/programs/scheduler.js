// Object-oriented: polymorphic tasks exchanging packets through queues, like a small operating system.
class Packet { constructor(link, id, kind) { this.link = link; this.id = id; this.kind = kind; this.value = 0; this.data = [0, 0, 0, 0]; } }
function append(packet, queue) {
  packet.link = null;
  if (!queue) return packet;
  let last = queue;
  while (last.link) last = last.link;
  last.link = packet;
  return queue;
}
class Task {
  constructor(scheduler, id, priority, queue) { this.scheduler = scheduler; this.id = id; this.priority = priority; this.queue = queue; this.held = false; this.waiting = queue === null; this.next = scheduler.list; scheduler.list = this; scheduler.byId[id] = this; }
  get runnable() { return !this.held && (!this.waiting || this.queue !== null); }
  take() { const packet = this.queue; if (packet) this.queue = packet.link; return packet; }
  receive(packet, from) { this.queue = append(packet, this.queue); this.waiting = false; return this.priority > from.priority ? this : from; }
}
class Idle extends Task {
  constructor(s, count) { super(s, 0, 0, null); this.seed = 1; this.count = count; this.waiting = false; }
  run() {
    if (--this.count === 0) return this.scheduler.hold(this);
    if (this.seed & 1) { this.seed = (this.seed >> 1) ^ 0xd008; return this.scheduler.release(5); }
    this.seed >>= 1;
    return this.scheduler.release(4);
  }
}
class Worker extends Task {
  constructor(s, queue) { super(s, 1, 1000, queue); this.target = 2; this.letter = 0; }
  run(packet) {
    if (!packet) return this.scheduler.wait(this);
    this.target = this.target === 2 ? 3 : 2;
    packet.id = this.target; packet.value = 0;
    for (let i = 0; i < 4; i++) { if (++this.letter > 26) this.letter = 1; packet.data[i] = this.letter; }
    return this.scheduler.send(packet);
  }
}
class Handler extends Task {
  constructor(s, id, priority, queue) { super(s, id, priority, queue); this.work = null; this.devices = null; }
  run(packet) {
    if (packet) { if (packet.kind === 1) this.work = append(packet, this.work); else this.devices = append(packet, this.devices); }
    const work = this.work;
    if (work) {
      if (work.value >= 4) { this.work = work.link; return this.scheduler.send(work); }
      const device = this.devices;
      if (device) { this.devices = device.link; device.value = work.data[work.value++]; return this.scheduler.send(device); }
    }
    return this.scheduler.wait(this);
  }
}
class Device extends Task {
  constructor(s, id, priority) { super(s, id, priority, null); this.pending = null; }
  run(packet) {
    if (packet) { this.pending = packet; return this.scheduler.hold(this); }
    const pending = this.pending;
    if (!pending) return this.scheduler.wait(this);
    this.pending = null;
    return this.scheduler.send(pending);
  }
}
class Scheduler {
  constructor() { this.list = null; this.byId = new Array(6).fill(null); this.current = null; this.sent = 0; this.held = 0; }
  run() {
    let task = this.list;
    while (task) {
      if (!task.runnable) { task = task.next; continue; }
      this.current = task;
      task = task.run(task.take());
    }
  }
  send(packet) { const to = this.byId[packet.id]; this.sent++; packet.link = null; packet.id = this.current.id; return to.receive(packet, this.current); }
  wait(task) { task.waiting = true; return task; }
  hold(task) { this.held++; task.held = true; return task.next; }
  release(id) { const task = this.byId[id]; task.held = false; return task.priority > this.current.priority ? task : this.current; }
}
const queueOf = (id, kind, n) => { let q = null; while (n--) q = new Packet(q, id, kind); return q; };
let sent = 0, held = 0;
for (let i = 0; i < 650; i++) {
  const s = new Scheduler();
  new Idle(s, 10000);
  new Worker(s, queueOf(1, 1, 2));
  new Handler(s, 2, 2000, queueOf(4, 0, 3));
  new Handler(s, 3, 3000, queueOf(5, 0, 3));
  new Device(s, 4, 4000);
  new Device(s, 5, 5000);
  s.run();
  sent += s.sent; held += s.held;
}
console.log(sent, held);
