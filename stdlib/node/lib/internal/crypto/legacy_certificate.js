// Certificates in the form that getPeerCertificate() and toLegacyObject() give.
'use strict';
// Turns the text of infoAccess into { method: [place …] }, in a certificate and those above it.
exports.translateCertificate = (certificate) => {
  for (let at = certificate; at && typeof at.infoAccess !== 'object'; at = at.issuerCertificate) {
    if (at.infoAccess !== undefined) {
      const places = { __proto__: null };
      for (const line of at.infoAccess.split('\n')) {
        const colon = line.indexOf(':');
        if (colon === -1) continue;
        const name = line.slice(0, colon), value = line.slice(colon + 1);
        (places[name] ??= []).push(value.startsWith('"') ? JSON.parse(value) : value);
      }
      at.infoAccess = places;
    }
    if (at.issuerCertificate === at) break;
  }
  return certificate;
};
