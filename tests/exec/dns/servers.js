// Questions to name servers, one of which is a child process: every type, errors, callbacks and promises, lists of servers.
const dns = require('dns'), { spawn } = require('child_process');
console.log(Object.keys(dns),Object.keys(dns.promises),Object.getOwnPropertyNames(dns.Resolver.prototype),Object.getOwnPropertyNames(dns.promises.Resolver.prototype));
const kServer = `
import socket, struct, sys
def name(n): return b''.join(bytes([len(l)]) + l.encode() for l in n.split('.') if l) + b'\\0'
def u16(n): return struct.pack('>H', n)
def string(t): return bytes([len(t)]) + t.encode()
a4 = lambda *n: bytes(n)
answers = {
  ('a.test', 1): [(1, 60, a4(1, 2, 3, 4)), (1, 30, a4(5, 6, 7, 8))],
  ('a.test', 28): [(28, 60, bytes.fromhex('20010db8000000000000000000000001'))],
  ('mx.test', 15): [(15, 60, u16(10) + name('m1.test')), (15, 60, u16(5) + name('m2.test'))],
  ('txt.test', 16): [(16, 60, string('one') + string('two')), (16, 60, string('three'))],
  ('srv.test', 33): [(33, 60, u16(1) + u16(2) + u16(80) + name('s.test'))],
  ('ns.test', 2): [(2, 60, name('n1.test')), (2, 60, name('n2.test'))],
  ('c.test', 5): [(5, 60, name('a.test'))],
  ('c.test', 1): [(5, 60, name('a.test')), (1, 60, a4(9, 9, 9, 9), 'a.test')],
  ('ptr.test', 12): [(12, 60, name('p.test'))],
  ('soa.test', 6): [(6, 60, name('ns.test') + name('admin.test') + struct.pack('>5I', 1, 2, 3, 4, 5))],
  ('naptr.test', 35): [(35, 60, u16(1) + u16(2) + string('s') + string('SIP+D2U') + string('') + name('_sip.test'))],
  ('caa.test', 257): [(257, 60, b'\\0' + string('issue') + b'ca.test')],
  ('any.test', 255): [(1, 60, a4(1, 2, 3, 4)), (15, 60, u16(10) + name('m1.test')), (16, 60, string('t'))],
  ('4.3.2.1.in-addr.arpa', 12): [(12, 60, name('rev.test'))],
}
codes = {'nx.test': 3, 'fail.test': 2, 'refused.test': 5}
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0))
print(s.getsockname()[1], flush=True)
while True:
  m, peer = s.recvfrom(4096)
  at, labels = 12, []
  while m[at]: labels.append(m[at + 1:at + 1 + m[at]].decode()); at += m[at] + 1
  n, t = '.'.join(labels).lower(), struct.unpack('>H', m[at + 1:at + 3])[0]
  if n == 'quit.test': sys.exit()
  if n == 'silent.test': continue
  found = answers.get((n, t), [])
  if n == 'cut.test': s.sendto(m[:2] + b'\\x81\\x80' + u16(1) + u16(3) + u16(0) + u16(0) + m[12:at + 5], peer); continue
  records = b''.join(name(r[3] if len(r) > 3 else n) + u16(r[0]) + u16(1) + struct.pack('>I', r[1]) + u16(len(r[2])) + r[2] for r in found)
  s.sendto(m[:2] + bytes([0x81, 0x80 | codes.get(n, 0)]) + u16(1) + u16(len(found)) + u16(0) + u16(0) + m[12:at + 5] + records, peer)
`;
const s = spawn('python3', ['-c', kServer], { stdio: ['ignore', 'pipe', 'inherit'] });
s.stdout.once('data', async (line) => {
 const port = Number(line);
 const R=new dns.promises.Resolver({timeout:100,tries:1});R.setServers(['127.0.0.1:'+port]);console.log(R.getServers().map(x=>x.replace(/:\d+$/,':P')));
 const t=async(w,p)=>{try{console.log(w,await p())}catch(e){console.log(w,e.name,e.code,e.message,e.errno,e.syscall,e.hostname,Object.keys(e))}};
 await t('a',()=>R.resolve4('a.test'));await t('ttl',()=>R.resolve4('a.test',{ttl:true}));await t('aaaa',()=>R.resolve6('a.test'));await t('aaaa ttl',()=>R.resolve6('a.test',{ttl:true}));
 for(const [f,n] of [['resolveMx','mx'],['resolveTxt','txt'],['resolveSrv','srv'],['resolveNs','ns'],['resolveCname','c'],['resolvePtr','ptr'],['resolveSoa','soa'],['resolveNaptr','naptr'],['resolveCaa','caa'],['resolveAny','any']]) await t(f,()=>R[f](n+'.test'));
 await t('cname a',()=>R.resolve4('c.test'));await t('reverse',()=>R.reverse('1.2.3.4'));await t('reverse bad',()=>R.reverse('x'));
 for(const n of ['nx','fail','refused','silent','empty','cut']) await t(n,()=>R.resolve4(n+'.test'));
 for (const r of ['A','AAAA','MX','TXT','X']) await t('resolve '+r,()=>R.resolve(r==='MX'?'mx.test':r==='TXT'?'txt.test':'a.test',r));
 const C=new dns.Resolver();C.setServers(['127.0.0.1:'+port]);await new Promise(f=>C.resolve4('a.test',(e,a)=>{console.log('cb',e,a);f()}));await new Promise(f=>C.resolve('nx.test',(e,a)=>{console.log('cb',e.message,a);f()}));
 const p=R.resolve4('silent.test').catch(e=>console.log('cancelled',e.code,e.message));R.cancel();await p;
 for (const f of [()=>R.setServers('x'),()=>R.setServers(['x']),()=>R.setServers([5]),()=>R.resolve4(5),()=>C.resolve4('a'),()=>new dns.Resolver({timeout:'x'}),()=>new dns.Resolver({tries:0}),()=>C.resolve('a.test','X',()=>{}),()=>R.setLocalAddress('x'),()=>C.resolveMx('a.test','x')]) try{console.log(f())}catch(e){console.log(e.name,e.code,e.message)}
 R.setServers(['1.1.1.1','[2606:4700::1]:54','8.8.8.8:53']);console.log(R.getServers());
 dns.setServers(['127.0.0.1:'+port]);console.log(await dns.promises.resolveTxt('txt.test'),await new Promise(f=>dns.resolveMx('mx.test',(e,r)=>f(r))),await require('util').promisify(dns.resolve4)('a.test'));
 s.kill();
});
