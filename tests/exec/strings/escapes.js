console.log('\x41\u0042\u{43}\t|\\|\'|\"|\0'.length, 'a\
b', '\u{1F600}'.length, '\101' === 'A', "\v\f\b".length, 'tab\there');
