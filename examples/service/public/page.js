'use strict';
const list = document.querySelector('#tickets');
const form = document.querySelector('#new');
const problem = document.querySelector('#problem');
const connection = document.querySelector('#connection');
const kReconnect = 1000;

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function show(ticket) {
  const item = element('li', ticket.status, '');
  item.id = `ticket-${ticket.id}`;
  const button = element('button', 'toggle', ticket.status === 'open' ? 'close' : 'open again');
  button.onclick = () => send('PATCH', `/api/tickets/${ticket.id}`, { status: ticket.status === 'open' ? 'closed' : 'open' });
  item.append(element('span', 'number', `#${ticket.id}`), element('span', 'title', ticket.title),
    element('span', 'mail', ticket.notifiedAt ? 'mail sent' : 'mail is under way'), button);
  const shown = document.getElementById(item.id);
  if (shown) shown.replaceWith(item);
  else list.prepend(item);
}

async function send(method, url, body) {
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await response.json();
  const details = Object.entries(answer.details ?? {}).map(([name, what]) => `${name} ${what}`);
  problem.textContent = response.ok ? '' : [answer.error, details.join(', ')].filter(Boolean).join(': ');
  return response.ok;
}

// Connected first, listed then; what changes in between is shown after the list.
function connect() {
  let waiting = [];
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
  socket.onopen = async () => {
    const response = await fetch('/api/tickets');
    const tickets = await response.json();
    for (const ticket of [...tickets.reverse(), ...waiting]) show(ticket);
    waiting = null;
    connection.textContent = 'live';
  };
  socket.onmessage = ({ data }) => {
    const { ticket } = JSON.parse(data);
    if (waiting) waiting.push(ticket);
    else show(ticket);
  };
  socket.onclose = () => {
    connection.textContent = 'connecting';
    setTimeout(connect, kReconnect);
  };
}

form.onsubmit = async (event) => {
  event.preventDefault();
  const { title, email } = Object.fromEntries(new FormData(form));
  if (await send('POST', '/api/tickets', { title, email })) form.reset();
};

connect();
