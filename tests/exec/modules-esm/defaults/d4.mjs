export default class { static v = "c"; } export const after = 4;
