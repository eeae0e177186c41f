const semver = require('semver');
const versions = ['1.2.3', 'v2.0.0', '1.2.3-alpha.1', '1.2.3-alpha.beta', '1.2', '=1.2.3', '1.2.3+build.5', '01.2.3', '10.20.30', '0.0.0', 'x', '1.0.0-rc.1', '1.0.0'];
for (const v of versions) console.log(v, semver.valid(v), semver.clean(v), semver.coerce(v)?.version, semver.prerelease(v)?.join('.'));
const valid = versions.filter((v) => semver.valid(v));
console.log(semver.sort([...valid]).join(' '), '|', semver.rsort([...valid]).join(' '));
const ranges = ['^1.2.0', '~1.2.3', '>=1.0.0 <2.0.0', '1.x || >=2.5.0', '*', '1.2 - 2.3.4', '<=1.2.3-alpha.beta', '^0.0.1', '^0.1', 'bogus', '>1 <3 !=2', '~0', ''];
for (const r of ranges) console.log(JSON.stringify(r), semver.validRange(r), valid.map((v) => (semver.satisfies(v, r) ? 1 : 0)).join(''), semver.maxSatisfying(valid, r), semver.minVersion(semver.validRange(r) ?? '*').version);
for (const release of ['major', 'minor', 'patch', 'premajor', 'prerelease']) console.log(release, semver.inc('1.2.3', release, 'beta'), semver.inc('1.2.3-beta.0', release));
console.log(semver.gt('1.2.3', '1.2.2'), semver.diff('1.2.3', '2.0.0-rc'), semver.intersects('^1.2', '~1.3'), semver.subset('~1.2.3', '^1'), semver.outside('3.0.0', '^1', '>'), semver.simplifyRange(['1.0.0', '1.1.0', '1.2.0', '2.0.0'], '1.0.0 || 1.1.0 || 1.2.0'), semver.major('7.8.9'), semver.compareBuild('1.0.0+1', '1.0.0+2'));
try { new semver.SemVer('not.a.version'); } catch (e) { console.log(e.name, e.message); }
try { new semver.Range('>>1'); } catch (e) { console.log(e.name, e.message); }
console.log(new semver.Range('^1.2 || 3').set.map((c) => c.join(' ')).join(' || '), String(new semver.SemVer('1.2.3-a.1+b')), semver.SEMVER_SPEC_VERSION);
