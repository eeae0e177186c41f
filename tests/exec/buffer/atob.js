// Padding, white space and errors of atob.
for (const text of ['', 'YQ==', 'YQ=', 'YQ', 'YWI=', 'YWJj', 'YWJj=', 'YWJj====', ' Y W\nI = ', '=', '==', 'Y', 'Y===', 'YQ=a', 'Y*==', 'YWI=YWI=', 'YR==', 'ü', null, 12, undefined]) {
  try {
    console.log(JSON.stringify(text), JSON.stringify(atob(text)));
  } catch (error) {
    console.log(JSON.stringify(text), error.name, error.message);
  }
}
