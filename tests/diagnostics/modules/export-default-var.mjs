export default var a = 1;
