// tls.checkServerIdentity: names, wildcards, addresses, quoted alternatives; convertALPNProtocols.
const tls = require('tls');
const t = (host, cert) => {
  try { const e = tls.checkServerIdentity(host, cert); console.log(host, e ? `${e.code} ${e.message} | ${e.host}` : 'fits'); } catch (e) { console.log(host, e.name, e.code, e.message); }
};
const cn = (CN, subjectaltname) => ({ subject: { CN }, subjectaltname });
t('a.com', cn('a.com')); t('A.COM.', cn('a.com')); t('b.com', cn('a.com')); t('x.a.com', cn('*.a.com')); t('x.y.a.com', cn('*.a.com')); t('a.com', cn('*.a.com')); t('x.com', cn('*.com')); t('xy.a.com', cn('x*.a.com')); t('xy.a.com', cn('*y.a.com')); t('xzy.a.com', cn('x*y.a.com')); t('xy.a.com', cn('x**y.a.com')); t('xn--a.a.com', cn('xn--*.a.com'));
t('a.com', cn(['b.com', 'a.com'])); t('a.com', cn('b.com', 'DNS:a.com')); t('b.com', cn('b.com', 'DNS:a.com')); t('b.com', cn('b.com', 'IP Address:1.2.3.4')); t('b.com', cn('b.com', 'URI:http://b.com')); t('1.2.3.4', cn('1.2.3.4')); t('1.2.3.4', cn('x', 'IP Address:1.2.3.4, DNS:x')); t('::1', cn('x', 'IP Address:0:0:0:0:0:0:0:1')); t('0:0::1', cn('x', 'IP Address:0:0:0:0:0:0:0:1'));
t('a.com', {}); t('a.com', { subject: {} }); t('a.com', { subject: {}, subjectaltname: 'DNS:"a.com"' }); t('a.com', { subject: {}, subjectaltname: 'URI:"x, DNS:a.com", DNS:b.com' }); t('b.com', { subject: {}, subjectaltname: 'URI:"x, DNS:a.com", DNS:b.com' }); t('b.com', { subject: {}, subjectaltname: 'URI:"x, DNS:b.com' }); t('', cn('a.com')); t('a', cn('a', 'DNS:')); t(5, cn('5'));
for (const protocols of [['http/1.1', 'h2'], Buffer.from([1, 97]), new Uint16Array([1]), 'x', [], ['x'.repeat(300)]]) {
  const out = {};
  try { tls.convertALPNProtocols(protocols, out); console.log(out); } catch (e) { console.log(e.name, e.code, e.message); }
}
