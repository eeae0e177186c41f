// Uses node:zlib in its streams and in the depths of its synchronous form.
const { PNG } = require('pngjs');
const image = new PNG({ width: 16, height: 9 });
for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 7) & 255;
const file = PNG.sync.write(image);
const read = PNG.sync.read(file);
console.log(read.width, read.height, read.data.equals(image.data), file.subarray(0, 8).toString('hex'));
image.pack().pipe(new PNG()).on('parsed', function(data) {
  console.log(this.width, this.height, data.equals(image.data), this.gamma);
  new PNG().parse(file.subarray(0, 60), (error) => console.log(error?.message));
});
try {
  PNG.sync.read(Buffer.from('not a picture'));
} catch (error) {
  console.log(error.message);
}
