// axios, got and node-fetch against one server: bodies both ways, redirects, errors, timeouts, aborts, compression, cookies of the trade.
import axios from 'axios';
import got from 'got';
import fetch, { FormData, Blob, Headers, Request, AbortError } from 'node-fetch';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { server, base, hide, tried } from './support/http_server.mjs';

async function withAxios() {
  console.log('--- axios', typeof axios.VERSION);
  const client = axios.create({ baseURL: base, headers: { 'X-Custom': 'c' }, timeout: 5000 });
  client.interceptors.request.use((config) => { config.params = { ...config.params, seen: 1 }; return config; });
  client.interceptors.response.use((response) => ({ ...response, marked: true }), (error) => { error.marked = true; throw error; });
  await tried('get', async () => { const { status, statusText, data, headers, marked } = await client.get('/echo', { params: { a: [1, 2], b: { c: 'd' }, e: null, f: 'ü &' } }); return { status, statusText, data, type: headers['content-type'], marked, own: headers instanceof axios.AxiosHeaders }; });
  await tried('post json', async () => (await client.post('/echo', { a: 'ü', list: [1] }, { auth: { username: 'u', password: 'p' } })).data);
  await tried('post form', async () => (await client.post('/echo', new URLSearchParams({ a: '1', b: 'ü' }))).data);
  await tried('postForm', async () => (await axios.postForm(`${base}/echo`, { text: 'a', list: [1, 2], file: Buffer.from('bytes') })).data);
  await tried('buffer', async () => (await client.put('/echo', Buffer.from('raw'), { headers: { 'Content-Type': 'application/octet-stream' } })).data);
  await tried('stream up', async () => (await client.post('/echo', Readable.from(['a', 'b']), { headers: { 'Content-Type': 'text/plain' } })).data);
  await tried('gzip', async () => (await client.get('/gzip')).data.length);
  await tried('br', async () => (await client.get('/br', { responseType: 'text' })).data);
  await tried('arraybuffer', async () => (await client.get('/chunks', { responseType: 'arraybuffer' })).data);
  await tried('stream', async () => { const parts = []; for await (const part of (await client.get('/chunks', { responseType: 'stream' })).data) parts.push(part); return Buffer.concat(parts).toString(); });
  await tried('redirect', async () => { const { data, request } = await client.get('/redirect'); return [data.query, hide(request.res.responseUrl)]; });
  await tried('redirect 307', async () => (await client.post('/redirect?code=307', { kept: 1 })).data.body);
  await tried('no redirect', async () => (await client.get('/redirect', { maxRedirects: 0, validateStatus: (status) => status < 400 })).status);
  await tried('loop', () => client.get('/loop', { maxRedirects: 3 }));
  await tried('404', () => client.get('/missing'));
  await tried('500 data', () => client.get('/status?code=500').catch((error) => [error.isAxiosError, error.response.data, error.marked, Object.keys(error.toJSON()).sort()]));
  await tried('timeout', () => client.get('/slow', { timeout: 100 }));
  await tried('abort', () => { const controller = new AbortController(); setTimeout(() => controller.abort(), 10); return client.get('/slow', { signal: controller.signal }); });
  await tried('broken', () => client.get('/broken'));
  await tried('refused', () => axios.get('http://127.0.0.1:1/'));
  await tried('max length', () => client.get('/gzip', { maxContentLength: 10 }));
  await tried('transform', async () => (await client.get('/chunks', { transformResponse: [(text) => text.split(' ')] })).data);
  console.log(axios.getUri({ url: '/x', params: { a: 1 } }), axios.isAxiosError(new Error()), axios.toFormData({ a: { b: 1 } }).constructor.name);
}

async function withGot() {
  console.log('--- got');
  const client = got.extend({ prefixUrl: base, headers: { 'x-custom': 'g' }, retry: { limit: 2, backoffLimit: 5, calculateDelay: ({ computedValue }) => (computedValue ? 2 : 0) }, hooks: { beforeRequest: [(options) => { options.headers['x-hook'] = '1'; }], beforeRetry: [(error, count) => console.log('retry', count, error.code)] } });
  await tried('json', () => client('echo', { searchParams: { a: 'ü' } }).json());
  await tried('post', () => client.post('echo', { json: { a: 1 } }).json());
  await tried('form', () => client.post('echo', { form: { a: 1, b: 'ü' } }).json());
  await tried('body', () => client.put('echo', { body: 'text', username: 'u', password: 'p' }).json());
  await tried('text', async () => { const { statusCode, body, headers, redirectUrls, retryCount, url } = await client('redirect'); return [statusCode, JSON.parse(body).query, headers['content-type'], redirectUrls.map(hide), retryCount, hide(url)]; });
  await tried('gzip', async () => (await client('gzip').text()).length);
  await tried('br', () => client('br').text());
  await tried('buffer', () => client('chunks').buffer());
  await tried('flaky', () => client('flaky').json());
  await tried('404', () => client('missing'));
  await tried('no throw', async () => (await client('status?code=422', { throwHttpErrors: false })).body);
  await tried('bad json', () => client('badjson').json());
  await tried('timeout', () => client('slow', { timeout: { request: 100 }, retry: { limit: 0 } }));
  await tried('loop', () => client('loop', { maxRedirects: 2 }));
  await tried('cancel', () => { const promise = client('slow'); setTimeout(() => promise.cancel(), 5); return promise; });
  await tried('refused', () => got('http://127.0.0.1:1', { retry: { limit: 0 } }));
  await tried('stream', async () => { let text = ''; await pipeline(client.stream('chunks'), new Writable({ write: (part, encoding, done) => { text += part; done(); } })); return text; });
  await tried('stream up', async () => { const up = client.stream.post('echo'); up.end('streamed'); let text = ''; for await (const part of up) text += part; return JSON.parse(text).body; });
  await tried('paginate', () => client.paginate.all('echo?page=1', { pagination: { transform: (response) => [JSON.parse(response.body).query], paginate: ({ currentItems, response }) => (response.request.options.url.searchParams.get('page') < 3 ? { searchParams: { page: Number(response.request.options.url.searchParams.get('page')) + 1 } } : false) } }));
}

async function withFetch() {
  console.log('--- node-fetch');
  const about = async (response) => ({ ok: response.ok, status: response.status, text: response.statusText, url: hide(response.url), redirected: response.redirected, type: response.headers.get('content-type') });
  await tried('get', async () => { const response = await fetch(`${base}/echo?a=1`, { headers: { 'X-Custom': 'f' } }); return [await about(response), await response.json()]; });
  await tried('post', async () => (await fetch(`${base}/echo`, { method: 'POST', body: JSON.stringify({ a: 1 }), headers: new Headers([['Content-Type', 'application/json']]) })).json());
  await tried('params', async () => (await fetch(`${base}/echo`, { method: 'post', body: new URLSearchParams({ a: 'ü' }) })).json());
  await tried('form', async () => { const form = new FormData(); form.set('a', '1'); form.set('file', new Blob(['content'], { type: 'text/plain' }), 'f.txt'); return (await fetch(`${base}/echo`, { method: 'POST', body: form })).json(); });
  await tried('stream up', async () => (await fetch(`${base}/echo`, { method: 'POST', body: Readable.from(['a', 'b']) })).json());
  await tried('gzip', async () => (await (await fetch(`${base}/gzip`)).text()).length);
  await tried('br', async () => (await fetch(`${base}/br`)).text());
  await tried('buffer', async () => (await fetch(`${base}/chunks`)).arrayBuffer());
  await tried('body', async () => { const parts = []; for await (const part of (await fetch(`${base}/chunks`)).body) parts.push(part.toString()); return parts.join('|'); });
  await tried('redirect', async () => about(await fetch(`${base}/redirect`)));
  await tried('303', async () => (await (await fetch(`${base}/redirect?code=303`, { method: 'POST', body: 'x' })).json()).method);
  await tried('manual', async () => (await fetch(`${base}/redirect`, { redirect: 'manual' })).status);
  await tried('error', () => fetch(`${base}/redirect`, { redirect: 'error' }));
  await tried('loop', () => fetch(`${base}/loop`, { follow: 2 }));
  await tried('404', async () => about(await fetch(`${base}/none`)));
  await tried('bad json', async () => (await fetch(`${base}/badjson`)).json());
  await tried('abort', () => { const controller = new AbortController(); setTimeout(() => controller.abort(), 5); return fetch(`${base}/slow`, { signal: controller.signal }).catch((error) => { console.log(error instanceof AbortError); throw error; }); });
  await tried('broken', async () => (await fetch(`${base}/broken`)).text());
  await tried('size', async () => (await fetch(`${base}/gzip`, { size: 5 })).text());
  await tried('scheme', () => fetch('ftp://x'));
  await tried('refused', () => fetch('http://127.0.0.1:1'));
  await tried('clone', async () => { const response = await fetch(`${base}/chunks`), copy = response.clone(); return Promise.all([response.text(), copy.text()]); });
  await tried('raw headers', async () => (await fetch(`${base}/cookies`)).headers.raw()['set-cookie']);
  const request = new Request(base, { method: 'POST', body: 'x' });
  console.log(request.method, hide(request.url), await request.text(), (await fetch('data:text/plain;base64,YQ==')).status);
}

await withAxios();
await withGot();
await withFetch();
server.close();
server.closeAllConnections();
