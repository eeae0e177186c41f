// X509Certificate: facts, checks of names, issuers and keys, other forms, what is refused.
const {X509Certificate,createPrivateKey,createPublicKey}=require('crypto');
const keys=require('../tls/lib/keys');
const c=new X509Certificate(keys.serverCert), ca=new X509Certificate(keys.ca), e=new X509Certificate(Buffer.from(keys.ecCert)), cl=new X509Certificate(keys.clientCert);
console.log(c, Object.getOwnPropertyNames(X509Certificate.prototype), X509Certificate.length);
for (const x of [c,ca,e,cl]) console.log(x.subject,'|',x.issuer,'|',x.subjectAltName,'|',x.infoAccess,'|',x.keyUsage,x.extKeyUsage,x.validFrom,x.validTo,x.validFromDate,x.serialNumber,x.fingerprint,x.fingerprint256,x.ca,x.raw.length,x.publicKey.asymmetricKeyType,x.signatureAlgorithm,x.signatureAlgorithmOid,x.issuerCertificate);
console.log(c.checkHost('localhost'),c.checkHost('a.example.com'),c.checkHost('example.com'),c.checkHost('x'),c.checkIP('127.0.0.1'),c.checkIP('::1'),c.checkIP('1.1.1.1'),c.checkEmail('a@b'),c.checkHost('A.EXAMPLE.COM'),c.checkHost('a.example.com',{wildcards:false}),c.checkHost('.example.com',{subject:'never'}),ca.checkHost('Test CA'),ca.checkHost('Test CA',{subject:'never'}));
console.log(c.checkIssued(ca),ca.checkIssued(ca),e.checkIssued(c),c.verify(ca.publicKey),c.verify(c.publicKey),c.checkPrivateKey(createPrivateKey(keys.serverKey)),c.checkPrivateKey(createPrivateKey(keys.ecKey)));
console.log(c.toString()===keys.serverCert,c.toJSON()===c.toString(),c.toLegacyObject());
for (const t of [()=>new X509Certificate('x'),()=>new X509Certificate(5),()=>c.checkHost(5),()=>c.checkHost('a',5),()=>c.checkHost('a',{subject:'x'}),()=>c.checkIssued(5),()=>c.verify(5),()=>c.checkPrivateKey(c.publicKey),()=>c.verify(createPrivateKey(keys.serverKey)),()=>c.checkHost('a\0b'),()=>X509Certificate(keys.ca)]) try{console.log(String(t),t())}catch(e){console.log(String(t),e.name,e.code,e.message)}
