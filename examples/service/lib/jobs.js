// The queue of e-mails to send, and the worker that sends them.
'use strict';
const { Queue, Worker } = require('bullmq');
const config = require('./config');
const log = require('./log');
const mail = require('./mail');
const tickets = require('./tickets');

const QUEUE = 'notifications';

function start() {
  const queue = new Queue(QUEUE, {
    connection: config.redis,
    defaultJobOptions: { attempts: 8, backoff: { type: 'exponential', delay: 1000 }, removeOnComplete: true, removeOnFail: 1000 },
  });
  queue.on('error', (error) => log.error('queue', error));

  const worker = new Worker(QUEUE, async ({ data }) => {
    const ticket = await tickets.find(data.id);
    // A job may run twice when a worker is lost: the row says what is done.
    if (ticket.notifiedAt !== null) return;
    await mail.sendNotification(ticket);
    await tickets.markNotified(ticket.id);
  }, { connection: { ...config.redis, maxRetriesPerRequest: null }, concurrency: 5 });
  worker.on('completed', (job) => log('notified', { ticket: job.data.id }));
  worker.on('failed', (job, error) => log.error('notification failed', error, { ticket: job?.data.id, attempt: job?.attemptsMade }));
  worker.on('error', (error) => log.error('worker', error));

  // The same ticket is never queued twice: its number is the job's.
  const enqueue = (id) => queue.add('ticket created', { id }, { jobId: `ticket-${id}` });
  tickets.events.on('created', ({ id }) => {
    enqueue(id).catch((error) => log.error('not queued', error, { ticket: id }));
  });

  return {
    // Tickets whose job was lost, or never queued because Redis was away.
    async recover() {
      const ids = await tickets.toNotify();
      for (const id of ids) await enqueue(id);
      return ids.length;
    },
    async check() {
      await queue.getJobCounts('waiting');
    },
    // Lets the running jobs end.
    async close() {
      await worker.close();
      await queue.close();
      mail.close();
    },
  };
}

module.exports = { start };
