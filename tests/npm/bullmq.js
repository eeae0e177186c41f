// bullmq against a real redis-server: jobs, progress, retries, delays, priorities, repetition, flows, events.
'use strict';
const { Queue, Worker, QueueEvents, FlowProducer, UnrecoverableError, DelayedError } = require('bullmq');

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) };

async function main() {
  const queue = new Queue('work', { connection, defaultJobOptions: { removeOnComplete: 100 } });
  const events = new QueueEvents('work', { connection });
  await events.waitUntilReady();
  const attempts = {};
  const worker = new Worker('work', async (job) => {
    attempts[job.name] = (attempts[job.name] ?? 0) + 1;
    switch (job.name) {
      case 'add': return job.data.a + job.data.b;
      case 'progress': await job.updateProgress(50); await job.log('half way'); await job.updateData({ ...job.data, changed: true }); return { data: job.data };
      case 'flaky': if (job.attemptsMade < 2) throw new Error(`attempt ${job.attemptsMade}`); return 'at last';
      case 'hopeless': throw new UnrecoverableError('never');
      case 'failing': throw Object.assign(new TypeError('always'), { code: 'E' });
      default: return job.name;
    }
  }, { connection, concurrency: 1, autorun: false, drainDelay: 1 });
  worker.on('progress', (job, progress) => console.log('progress', job.name, progress));
  worker.on('error', (error) => console.log('worker error', error.message));
  const running = worker.run();

  const add = (name, data, options) => queue.add(name, data, options);
  console.log(await (await add('add', { a: 1, b: 2 })).waitUntilFinished(events));
  const progressing = await add('progress', { x: 1 });
  console.log(await progressing.waitUntilFinished(events), (await queue.getJobLogs(progressing.id)).logs);
  console.log(await (await add('flaky', {}, { attempts: 3, backoff: { type: 'fixed', delay: 5 } })).waitUntilFinished(events), attempts.flaky);
  await (await add('hopeless', {}, { attempts: 5 })).waitUntilFinished(events).catch((error) => console.log('failed:', error.message, attempts.hopeless));
  const failing = await add('failing', { n: 1 }, { attempts: 2 });
  await failing.waitUntilFinished(events).catch((error) => console.log('failed:', error.message, attempts.failing));
  const failed = await queue.getJob(failing.id);
  console.log(failed.failedReason, failed.attemptsMade, failed.stacktrace.length, failed.stacktrace[0].split('\n')[0], await failed.getState());
  await failed.remove();

  await worker.pause(true);
  await queue.pause();
  const order = [];
  worker.on('completed', (job, result) => { if (job.name.startsWith('p')) order.push(result); });
  const bulk = await queue.addBulk([['p-low', 10], ['p-high', 1], ['p-middle', 5]].map(([name, priority]) => ({ name, data: {}, opts: { priority } })));
  const delayed = await add('p-delayed', {}, { delay: 60, priority: 20 });  // behind them however late it is looked at
  console.log(await queue.getJobCounts('waiting', 'paused', 'delayed', 'prioritized', 'failed'), await queue.isPaused(), await delayed.isDelayed());
  await add('same', { v: 1 }, { jobId: 'unique' }); await add('same', { v: 2 }, { jobId: 'unique' });
  await queue.resume();
  worker.resume();
  await Promise.all([delayed, ...bulk].map((job) => job.waitUntilFinished(events)));
  await new Promise((done) => setTimeout(done, 20));
  console.log(order);
  console.log((await queue.getJob('unique')).data, (await queue.getJob('unique')).returnvalue, (await queue.getCompleted()).map(({ name }) => name).sort());

  await queue.upsertJobScheduler('every', { every: 20, limit: 2 }, { name: 'repeated', data: {} });
  await new Promise((done) => { let seen = 0; worker.on('completed', (job) => { if (job.name === 'repeated' && ++seen === 2) done(); }); });
  console.log('repeated', attempts.repeated, (await queue.getJobSchedulers()).length);
  await queue.removeJobScheduler('every');

  const flows = new FlowProducer({ connection });
  const flow = await flows.add({ name: 'parent', queueName: 'flow', data: { top: true }, children: [{ name: 'left', queueName: 'work', data: {} }, { name: 'right', queueName: 'work', data: {}, children: [{ name: 'leaf', queueName: 'work', data: {} }] }] });
  const flowEvents = new QueueEvents('flow', { connection });
  await flowEvents.waitUntilReady();
  const parents = new Worker('flow', async (job) => Object.values(await job.getChildrenValues()).sort(), { connection });
  await parents.waitUntilReady();
  console.log(await flow.job.waitUntilFinished(flowEvents));
  await Promise.all([parents.close(), flowEvents.close(), flows.close()]);

  console.log(await queue.count(), (await queue.getMetrics('completed')).count, await queue.getJobCountByTypes('failed'), (await queue.clean(0, 10, 'failed')).length);
  await worker.close();
  await running;
  await queue.obliterate({ force: true });
  console.log(await queue.getJobCounts(), worker.isRunning());
  await events.close();
  await queue.close();
}

main();
