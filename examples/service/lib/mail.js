// The e-mail that tells of a new ticket.
'use strict';
const nodemailer = require('nodemailer');
const config = require('./config');

const { host, port, user, password, from } = config.mail;
const transport = nodemailer.createTransport({ host, port, pool: true, maxConnections: 2, auth: user ? { user, pass: password } : undefined });

function sendNotification(ticket) {
  return transport.sendMail({
    from,
    to: ticket.email,
    subject: `Ticket ${ticket.id}: ${ticket.title}`,
    text: `Your ticket "${ticket.title}" was received and has the number ${ticket.id}.\n`,
  });
}

module.exports = { sendNotification, close: () => transport.close() };
