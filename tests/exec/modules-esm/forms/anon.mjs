export default class { v = 1; }
