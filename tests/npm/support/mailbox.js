// An SMTP server that takes all mail: `node mailbox.js PORT FILE` appends one line of JSON a message to FILE.
'use strict';
const fs = require('fs');
const { SMTPServer } = require('smtp-server');

const [port, file] = process.argv.slice(2);

new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, callback) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const [head, ...body] = Buffer.concat(parts).toString().split('\r\n\r\n');
      const fields = Object.fromEntries(head.split(/\r\n(?![ \t])/).map((line) => line.split(/: (.*)/s)));
      const mail = { from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(({ address }) => address), subject: fields.Subject, text: body.join('\r\n\r\n') };
      fs.appendFileSync(file, JSON.stringify(mail) + '\n');
      callback();
    });
  },
}).listen(Number(port), '127.0.0.1');
