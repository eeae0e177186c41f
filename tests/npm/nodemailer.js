// nodemailer against smtp-server: messages of all kinds as they go over the wire, authentication, refusals, pools.
'use strict';
const nodemailer = require('nodemailer');
const { SMTPServer } = require('smtp-server');
const { Readable } = require('stream');

function receive(options = {}) {
  const mails = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], authOptional: true, logger: false, size: 5000, name: 'server.test', allowInsecureAuth: true,
    onAuth: ({ method, username, password, validatePassword }, session, done) => (username === 'user' && (password === 'pass' || validatePassword?.('pass')) ? done(null, { user: method }) : done(new Error('wrong credentials'))),
    onConnect: (session, done) => done(),
    onMailFrom: ({ address }, session, done) => (address.startsWith('bad') ? done(Object.assign(new Error('not from you'), { responseCode: 553 })) : done()),
    onRcptTo: ({ address }, session, done) => (address.startsWith('none') ? done(new Error('no such mailbox')) : done()),
    onData(stream, session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => {
        mails.push({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(({ address }) => address), user: session.user ?? null, text });
        done(stream.sizeExceeded ? Object.assign(new Error('too large'), { responseCode: 552 }) : null, 'taken');
      });
    },
    ...options,
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ server, mails, port: server.server.address().port })));
}

async function main() {
  const { server, mails, port } = await receive();
  const base = { host: '127.0.0.1', port, ignoreTLS: true, name: 'client.test' };
  const fixed = { date: new Date(0), messageId: '<id@test>', boundaryPrefix: '--b' };
  const transport = nodemailer.createTransport(base, { from: 'Sender <from@test>' });
  console.log(await transport.verify());
  const send = async (mail, by = transport) => {
    try {
      const { accepted, rejected, response, envelope, messageId } = await by.sendMail({ ...fixed, ...mail });
      console.log({ accepted, rejected, response: response?.replace(/queued as \w+/, 'queued'), envelope, messageId });
    } catch (error) {
      console.log(error.name, error.code, error.command, error.responseCode, error.message.replace(/127.0.0.1:\d+/, 'host'), error.rejected ?? '');
    }
    for (const { text, ...mail } of mails.splice(0)) console.log(mail, `\n${text.replace(/--b-[\w-]+|boundary="[^"]*"/g, (found) => found.replace(/[\da-f]{8,}/g, 'n').replace(/n-Part_\d+/, 'n'))}`);
  };
  await send({ to: 'a@test', subject: 'plain', text: 'Hello\n.leading dot\n..two\nend' });
  await send({ to: ['"Ü Name" <b@test>', 'c@test'], cc: 'd@test', bcc: 'e@test', subject: 'Größe – €', text: 'größe '.repeat(20), replyTo: 'r@test', headers: { 'X-One': 'ü', 'X-Two': ['a', 'b'] }, priority: 'high' });
  await send({ to: 'a@test', subject: 'html', text: 'text', html: '<p>html ü <img src="cid:i"></p>', attachments: [{ filename: 'näme.txt', content: 'attached' }, { cid: 'i', filename: 'i.png', content: Buffer.from([1, 2, 3]) }, { content: Readable.from(['from ', 'a stream']), filename: 's.bin', contentType: 'application/x-s' }],
    alternatives: [{ contentType: 'text/x-web-markdown', content: '**md**' }], icalEvent: { method: 'request', content: 'BEGIN:VCALENDAR' } });
  await send({ to: ['none@test', 'a@test'], subject: 's', text: 't' });
  await send({ to: 'none@test', text: 't' });
  await send({ from: 'bad@test', to: 'a@test', text: 't' });
  await send({ to: 'a@test', text: 'x'.repeat(6000) });
  await send({ text: 'nobody' });
  await send({ envelope: { from: 'x@test', to: ['y@test'] }, raw: 'Subject: raw\r\n\r\nraw body' });
  for (const [user, pass, authMethod] of [['user', 'pass', 'PLAIN'], ['user', 'pass', 'LOGIN'], ['user', 'wrong', 'PLAIN']]) await send({ to: 'a@test', text: 'with auth' }, nodemailer.createTransport({ ...base, auth: { user, pass }, authMethod }, { from: 'from@test' }));
  const pool = nodemailer.createTransport({ ...base, pool: true, maxConnections: 2, maxMessages: 3 }, { from: 'from@test' });
  const answers = await Promise.all(Array.from({ length: 7 }, (_, i) => pool.sendMail({ ...fixed, to: `p${i}@test`, text: `pooled ${i}` })));
  console.log(answers.map(({ accepted }) => accepted[0]), mails.splice(0).map(({ to }) => to[0]).sort(), pool.isIdle());
  pool.close();
  await new Promise((done) => server.close(done));
  await send({ to: 'a@test', text: 'nobody listens' });
  const json = await nodemailer.createTransport({ jsonTransport: true }).sendMail({ ...fixed, from: 'a@test', to: 'b@test', subject: 'json', text: 'x', attachments: [{ content: 'c', filename: 'f' }] });
  console.log(json.message);
  const buffered = await nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' }).sendMail({ ...fixed, from: 'a@test', to: 'b@test', subject: 'x'.repeat(100), text: 'flowed '.repeat(30), textEncoding: 'quoted-printable' });
  console.log(buffered.message.toString());
}

main();
