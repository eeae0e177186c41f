// Whether a certificate is for a server's name (RFC 6125).
'use strict';
const native = require('internal/native');
const { isIP } = require('internal/net/address');
const { canonicalAddress } = require('internal/stream_native');

const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
const withoutDot = (host) => (host.endsWith('.') ? host.slice(0, -1) : host);
const labelsOf = (host) => lower(withoutDot(host)).split('.');

// A pattern may have a wildcard in its first label, which is then not all of the name.
function matches(labels, pattern) {
  if (!pattern) return false;
  const expected = labelsOf(pattern);
  if (labels.length !== expected.length || expected.includes('')) return false;
  // Names are ASCII.
  if (expected.some((label) => /[^\u0021-\u007F]/u.test(label))) return false;
  for (let i = labels.length - 1; i > 0; i--) {
    if (labels[i] !== expected[i]) return false;
  }
  const first = expected[0];
  const parts = first.split('*', 3);
  if (parts.length === 1 || first.includes('xn--')) return labels[0] === first;
  if (parts.length > 2 || expected.length <= 2) return false;
  const [prefix, suffix] = parts;
  return prefix.length + suffix.length <= labels[0].length && labels[0].startsWith(prefix) && labels[0].endsWith(suffix);
}

const kQuoted = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/;

// "DNS:a, DNS:\"b, c\"": values that could be mistaken for several are JSON strings.
function splitNames(text) {
  const names = [];
  let rest = text, current = '';
  while (rest.length > 0) {
    const comma = rest.indexOf(', '), quote = rest.indexOf('"');
    if (quote !== -1 && (comma === -1 || quote < comma)) {
      const match = kQuoted.exec(rest.slice(quote));
      if (!match) throw native.makeError('SyntaxError', 'ERR_TLS_CERT_ALTNAME_FORMAT', 'Invalid subject alternative name string');
      current += rest.slice(0, quote) + JSON.parse(match[0]);
      rest = rest.slice(quote + match[0].length);
    } else if (comma !== -1) {
      names.push(current + rest.slice(0, comma));
      current = '';
      rest = rest.slice(comma + 2);
    } else {
      current += rest;
      rest = '';
    }
  }
  names.push(current);
  return names;
}

function reasonAgainst(host, certificate) {
  const { subject, subjectaltname: text } = certificate;
  const names = text ? (text.includes('"') ? splitNames(text) : text.split(', ')) : [];
  const of = (kind) => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
  const dnsNames = of('DNS:'), addresses = of('IP Address:').map(canonicalAddress);
  if (isIP(host)) {
    if (addresses.includes(canonicalAddress(host))) return undefined;
    return `IP: ${host} is not in the cert's list: ${addresses.join(', ')}`;
  }
  if (dnsNames.length === 0 && !subject?.CN) return 'Cert does not contain a DNS name';
  const labels = labelsOf(host);
  const fits = (pattern) => matches(labels, pattern);
  if (dnsNames.length > 0)
    return dnsNames.some(fits) ? undefined : `Host: ${host}. is not in the cert's altnames: ${text}`;
  // The common name counts only without names of the kind that is asked for.
  const { CN } = subject;
  return (Array.isArray(CN) ? CN.some(fits) : fits(CN)) ? undefined : `Host: ${host}. is not cert's CN: ${CN}`;
}

exports.checkServerIdentity = function checkServerIdentity(hostname, cert) {
  const host = withoutDot(`${hostname}`);
  const reason = reasonAgainst(host, cert);
  if (reason === undefined) return undefined;
  const error = native.makeError('Error', 'ERR_TLS_CERT_ALTNAME_INVALID', `Hostname/IP does not match certificate's altnames: ${reason}`);
  error.reason = reason;
  error.host = host;
  error.cert = cert;
  return error;
};
