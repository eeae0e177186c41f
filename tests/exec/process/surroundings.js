// What a program finds around it: a reader of its output that has gone, standard streams that are closed, a limit of open files that can
// be raised.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawnSync, spawn } = require('child_process');
const self = [process.execPath, process.argv[1]];
const scenes = {
  gone() {
    setTimeout(() => { console.log('nobody reads this'); console.log('nor this'); setTimeout(() => { process.stderr.write('goes on\n'); process.exitCode = 7; }, 50); }, 200);
  },
  listening() {
    process.stdout.on('error', (e) => { process.stderr.write(`${e.code} ${e.syscall}\n`); });
    setTimeout(() => { process.stdout.write('nobody reads this'); }, 200);
  },
  closed() {
    const file = process.argv.at(-1);
    const fd = fs.openSync(file, 'w');
    console.log('not into the file'); console.error('nor this');
    fs.writeSync(fd, `descriptor ${fd > 2} ${[0, 1, 2].map((n) => fs.fstatSync(n).isCharacterDevice())}`);
  },
  limit() { console.log(/open files +(\d+) +(\d+)/.exec(fs.readFileSync('/proc/self/limits', 'latin1')).slice(1)); },
};
const scene = scenes[process.argv.find((x) => x in scenes)];
if (scene) scene();
else main();

async function main() {
  for (const name of ['gone', 'listening']) {
    const child = spawn(self[0], [self[1], name], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (d) => { text += d; });
    await new Promise((r) => child.on('close', (code, signal) => { console.log(name, code, signal, text); r(); }));
  }
  const file = path.join(os.tmpdir(), `kiln-closed-${process.pid}`);
  const sh = (script, ...rest) => spawnSync('sh', ['-c', script, 'sh', ...self, ...rest], { encoding: 'utf8' });
  console.log('closed', sh('exec "$@" <&- >&- 2>&-', 'closed', file).status, fs.readFileSync(file, 'utf8'));
  fs.unlinkSync(file);
  console.log('limit', sh('ulimit -Sn 100; ulimit -Hn 300; exec "$@"', 'limit').stdout);
}
