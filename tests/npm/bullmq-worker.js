// A service of bullmq workers: delayed jobs, retries with exponential and custom backoff, a rate limit, events of queue and worker, stalled and
// removed jobs, progress, and the end on a signal, which lets the running job finish.
'use strict';
const { Queue, Worker, QueueEvents, Job } = require('bullmq');
const { once } = require('events');

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function mails() {
  const queue = new Queue('mail', { connection, defaultJobOptions: { attempts: 4, backoff: { type: 'exponential', delay: 20 }, removeOnFail: false } });
  const events = new QueueEvents('mail', { connection });
  await events.waitUntilReady();
  const happened = {};
  for (const event of ['added', 'waiting', 'active', 'delayed', 'completed', 'failed', 'retries-exhausted', 'progress']) events.on(event, ({ jobId }) => { (happened[jobId] ??= []).push(event); });
  const tries = {};
  const worker = new Worker('mail', async (job, token) => {
    (tries[job.id] ??= []).push(Date.now());
    if (job.data.fails > job.attemptsMade) throw new RangeError(`mail ${job.id}: try ${job.attemptsMade}`);
    await job.updateProgress({ step: 'sent', of: job.data.to.length });
    return { to: job.data.to.join(), token: typeof token, delay: job.delay };
  }, { connection, concurrency: 1, drainDelay: 1, settings: { backoffStrategy: (attempts, type, error, job) => (type === 'mine' ? 5 * attempts : -1) } });
  await worker.waitUntilReady();
  const log = [];
  worker.on('completed', (job, result) => log.push(`completed ${job.id} ${JSON.stringify(result)}`));
  worker.on('failed', (job, error) => log.push(`failed ${job.id} ${error.name} ${error.message} ${job.attemptsMade}`));

  const at = Date.now();
  const jobs = [
    await queue.add('send', { to: ['a', 'b'], fails: 0 }, { jobId: 'plain' }),
    await queue.add('send', { to: ['c'], fails: 2 }, { jobId: 'flaky' }),
    await queue.add('send', { to: [], fails: 9 }, { jobId: 'hopeless', attempts: 3, backoff: { type: 'mine' } }),
    await queue.add('send', { to: ['later'], fails: 0 }, { jobId: 'later', delay: 150 }),
  ];
  const ends = await Promise.allSettled(jobs.map((job) => job.waitUntilFinished(events)));
  console.log(ends.map(({ status, value, reason }) => [status, value ?? reason.message]));
  while (log.length < 8) await sleep(5);  // the worker hears of the ends by itself
  const gaps = (id) => tries[id].slice(1).map((time, i) => time - tries[id][i]);
  console.log('waits', gaps('flaky').map((gap, i) => gap >= 20 * 2 ** i), gaps('hopeless').map((gap, i) => gap >= 5 * (i + 1)), tries.later[0] - at >= 150);
  for (const id of ['plain', 'flaky', 'hopeless', 'later']) console.log(id, log.filter((line) => line.split(' ')[1] === id));
  await sleep(20);
  for (const id of ['plain', 'later']) console.log(id, [...new Set(happened[id])].sort());
  console.log('flaky', happened.flaky.filter((event) => event === 'active').length, happened.flaky.filter((event) => event === 'delayed').length, happened.hopeless.at(-1), happened.hopeless.includes('retries-exhausted') || happened.hopeless.includes('failed'));

  const hopeless = await Job.fromId(queue, 'hopeless');
  console.log(await hopeless.getState(), hopeless.failedReason, hopeless.attemptsMade, hopeless.stacktrace.map((stack) => stack.split('\n')[0]), hopeless.opts.backoff);
  await hopeless.updateData({ to: ['now'], fails: 0 });
  await hopeless.retry();
  console.log(await hopeless.waitUntilFinished(events));
  const never = await queue.add('send', { to: [], fails: 0 }, { delay: 100000, jobId: 'never' });
  console.log(await queue.getDelayedCount(), await never.getState());
  await never.promote();
  console.log(await never.waitUntilFinished(events), await queue.getDelayedCount());
  const removed = await queue.add('send', {}, { delay: 100000, jobId: 'removed' });
  await removed.remove();
  console.log(await Job.fromId(queue, 'removed'), await queue.getJobCounts());
  await worker.close();
  await events.close();
  await queue.close();
}

async function limited() {
  const queue = new Queue('limited', { connection, prefix: 'own' });
  const starts = [];
  let all;
  const worker = new Worker('limited', async (job) => {
    starts.push(Date.now());
    if (job.name === 'slow down' && job.attemptsStarted === 1) {
      await worker.rateLimit(60);
      throw Worker.RateLimitError();
    }
    if (starts.length === 8) all();
    return job.attemptsStarted;
  }, { connection, prefix: 'own', concurrency: 5, limiter: { max: 3, duration: 100 }, autorun: false });
  const finished = new Promise((done) => { all = done; });
  await queue.addBulk(Array.from({ length: 7 }, (_, i) => ({ name: i === 6 ? 'slow down' : 'job', data: { i } })));
  const running = worker.run();
  await finished;
  await sleep(20);
  const done = await queue.getCompleted();
  console.log('limited', done.length, starts.length, starts[7] - starts[0] >= 150, done.find(({ name }) => name === 'slow down').returnvalue, await queue.getRateLimitTtl() <= 100);
  await worker.close();
  await running;
  await queue.close();
}

async function shutdown() {
  const queue = new Queue('service', { connection });
  const log = [];
  let started;
  const active = new Promise((done) => { started = done; });
  const worker = new Worker('service', async (job) => {
    log.push(`start ${job.name}`);
    started();
    await sleep(80);
    log.push(`end ${job.name}`);
    return job.name;
  }, { connection, lockDuration: 1000, maxStalledCount: 1 });
  for (const event of ['ready', 'active', 'completed', 'closing', 'closed', 'drained']) worker.on(event, () => log.push(event));
  await worker.waitUntilReady();
  await queue.addBulk([{ name: 'one', data: {} }, { name: 'two', data: {} }]);
  process.once('SIGTERM', async (signal) => {
    log.push(signal);
    await worker.close();
    console.log(log.filter((line) => line !== 'ready' && line !== 'drained'), worker.isRunning(), await queue.getJobCounts('waiting', 'active', 'completed'));
    const late = new Worker('service', async (job) => `late ${job.name}`, { connection });
    const [job, result] = await once(late, 'completed');
    console.log(job.name, result, job.processedOn > 0, job.finishedOn >= job.processedOn);
    await late.close();
    await queue.obliterate();
    await queue.close();
    console.log('bye', await queue.add('x', {}).catch((error) => error.message));
  });
  await active;
  process.kill(process.pid, 'SIGTERM');
}

mails().then(limited).then(shutdown);
