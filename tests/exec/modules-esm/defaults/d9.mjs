export default (class { static v = 1 }); export const after = 9;
