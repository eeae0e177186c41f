// An interpreter loop: a byte-code machine with a big switch, running a prime counter.
const PUSH = 0, LOAD = 1, STORE = 2, ADD = 3, SUB = 4, MUL = 5, MOD = 6, LT = 7, EQ = 8, JZ = 9, JMP = 10, HALT = 11, PRINT = 12, DUP = 13, POP = 14;
const code = [], labels = {}, fixes = [];
const emit = (...ops) => { for (const o of ops) { if (typeof o === 'string') { fixes.push([code.length, o]); code.push(0); } else code.push(o); } };
const label = (name) => { labels[name] = code.length; };
emit(PUSH, 2, STORE, 0, PUSH, 0, STORE, 2);
label('next'); emit(LOAD, 0, PUSH, 9000, LT, JZ, 'end', PUSH, 2, STORE, 1);
label('try'); emit(LOAD, 1, DUP, MUL, LOAD, 0, PUSH, 1, ADD, LT, JZ, 'prime', LOAD, 0, LOAD, 1, MOD, PUSH, 0, EQ, JZ, 'more', JMP, 'composite');
label('more'); emit(LOAD, 1, PUSH, 1, ADD, STORE, 1, JMP, 'try');
label('prime'); emit(LOAD, 2, PUSH, 1, ADD, STORE, 2);
label('composite'); emit(LOAD, 0, PUSH, 1, ADD, STORE, 0, JMP, 'next');
label('end'); emit(LOAD, 2, PRINT, HALT);
for (const [at, name] of fixes) code[at] = labels[name];
function run(program) {
  const stack = [], locals = [0, 0, 0];
  let pc = 0, steps = 0;
  for (;;) {
    steps++;
    switch (program[pc++]) {
      case PUSH: stack.push(program[pc++]); break;
      case LOAD: stack.push(locals[program[pc++]]); break;
      case STORE: locals[program[pc++]] = stack.pop(); break;
      case ADD: { const b = stack.pop(); stack.push(stack.pop() + b); break; }
      case SUB: { const b = stack.pop(); stack.push(stack.pop() - b); break; }
      case MUL: { const b = stack.pop(); stack.push(stack.pop() * b); break; }
      case MOD: { const b = stack.pop(); stack.push(stack.pop() % b); break; }
      case LT: { const b = stack.pop(); stack.push(stack.pop() < b); break; }
      case EQ: { const b = stack.pop(); stack.push(stack.pop() === b); break; }
      case JZ: { const to = program[pc++]; if (!stack.pop()) pc = to; break; }
      case JMP: pc = program[pc]; break;
      case DUP: stack.push(stack[stack.length - 1]); break;
      case POP: stack.pop(); break;
      case PRINT: console.log(stack.pop()); break;
      case HALT: return steps;
      default: throw new Error('bad opcode');
    }
  }
}
let steps = 0;
for (let i = 0; i < 45; i++) steps += run(code);
console.log(steps);
