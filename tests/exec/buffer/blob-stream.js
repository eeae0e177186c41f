// Blob.prototype.stream() and bytes().
(async () => {
  const blob = new Blob(['hello ', new Uint8Array([119, 111, 114, 108, 100])]);
  const parts = []; for await (const part of blob.stream()) parts.push(...part);
  console.log(parts.length, await blob.bytes(), blob.stream());
  const large = new Blob([Buffer.alloc(200000, 'x')]); let n = 0; for await (const part of large.stream()) n += part.length; console.log(n);
  console.log(await new Response(new Blob([]).stream()).text() === '');
})();
