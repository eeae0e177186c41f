// web-push against an endpoint of its own: encryption that a receiver can undo, VAPID headers that it can verify, errors.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const webpush = require('web-push');

const b64 = (buffer) => Buffer.from(buffer).toString('base64url');
const hmac = (key, ...parts) => parts.reduce((all, part) => all.update(part), crypto.createHmac('sha256', key)).digest();

// RFC 8291 from the receiver's side
function decrypt(body, receiver, auth) {
  const salt = body.subarray(0, 16), size = body.readUInt32BE(16), keyLength = body[20], sender = body.subarray(21, 21 + keyLength), sealed = body.subarray(21 + keyLength);
  const key = hmac(hmac(auth, receiver.computeSecret(sender)), Buffer.from('WebPush: info\0'), receiver.getPublicKey(), sender, Buffer.from([1]));
  const secret = hmac(salt, key), derive = (info, length) => hmac(secret, Buffer.from(`Content-Encoding: ${info}\0`), Buffer.from([1])).subarray(0, length);
  const decipher = crypto.createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return { size, text: plain.subarray(0, plain.lastIndexOf(2)).toString() };
}

async function main() {
  const receiver = crypto.createECDH('prime256v1'), auth = Buffer.alloc(16, 7);
  receiver.generateKeys();
  const keys = webpush.generateVAPIDKeys();
  console.log(Buffer.from(keys.publicKey, 'base64url').length, Buffer.from(keys.privateKey, 'base64url').length);
  const certificate = fs.readFileSync(path.join(__dirname, 'support/localhost.pem')), key = fs.readFileSync(path.join(__dirname, 'support/localhost.key'));
  const seen = [];
  const server = https.createServer({ cert: certificate, key }, (request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part)).on('end', () => {
      seen.push({ path: request.url, headers: request.headers, body: Buffer.concat(parts) });
      const gone = request.url === '/gone';
      response.writeHead(gone ? 410 : 201, { Location: '/message' }).end(gone ? 'expired' : '');
    });
  });
  await new Promise((done) => server.listen(0, 'localhost', done));
  const origin = `https://localhost:${server.address().port}`;
  const subscription = (place) => ({ endpoint: origin + place, keys: { p256dh: b64(receiver.getPublicKey()), auth: b64(auth) } });
  const agent = new https.Agent({ ca: certificate });

  webpush.setVapidDetails('mailto:me@example.org', keys.publicKey, keys.privateKey);
  const { statusCode, headers, body } = await webpush.sendNotification(subscription('/push'), 'payload ü €', { TTL: 60, urgency: 'high', topic: 'topic', headers: { 'X-Own': '1' }, agent });
  console.log(statusCode, headers.location, JSON.stringify(body));
  const [push] = seen;
  console.log(push.path, ['ttl', 'urgency', 'topic', 'content-encoding', 'content-type', 'x-own'].map((name) => push.headers[name]), push.body.length === Number(push.headers['content-length']));
  console.log(decrypt(push.body, receiver, auth));
  const [, token, publicKey] = push.headers.authorization.match(/^vapid t=(.*), k=(.*)$/);
  const [head, claims, signature] = token.split('.');
  const raw = Buffer.from(publicKey, 'base64url');
  const verifier = crypto.createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: b64(raw.subarray(1, 33)), y: b64(raw.subarray(33)) } });
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url'));
  console.log(JSON.parse(Buffer.from(head, 'base64url')), aud === origin, sub, Math.round((exp - Date.now() / 1000) / 3600), publicKey === keys.publicKey);
  console.log(crypto.verify('sha256', Buffer.from(`${head}.${claims}`), { key: verifier, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')));

  await webpush.sendNotification(subscription('/gone'), null, { agent }).catch((error) => console.log(error.name, error.statusCode, error.body, error.message));
  await webpush.sendNotification(subscription('/x'), 'untrusted').catch((error) => console.log(error.code));
  const details = webpush.generateRequestDetails(subscription('/details'), 'old style', { contentEncoding: 'aesgcm', TTL: 0, gcmAPIKey: 'unused' });
  console.log(details.method, Object.keys(details.headers).sort(), details.headers['Content-Encoding'], details.body.length);
  for (const [target, payload, options] of [[{}, 'x'], [subscription('/x'), 5], [{ endpoint: origin }, 'x'], [subscription('/x'), 'x', { TTL: -1 }], [subscription('/x'), 'x', { urgency: 'now' }], [subscription('/x'), 'x', { topic: 'ü' }], [{ endpoint: origin, keys: { p256dh: 'AA', auth: 'AA' } }, 'x']]) {
    try { await webpush.sendNotification(target, payload, options); } catch (error) { console.log(error.message); }
  }
  for (const details of [['me', keys.publicKey, keys.privateKey], ['mailto:x', 'short', keys.privateKey], ['mailto:x', keys.publicKey, 'short']]) try { webpush.setVapidDetails(...details); } catch (error) { console.log(error.message); }
  server.close();
  agent.destroy();
}

main();
