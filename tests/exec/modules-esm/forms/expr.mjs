export default { a: [1, 2] };
