import {renamed} from '../../run-time-files.mjs'; import * as h from '../helper.mjs'; export {counter} from '../main.mjs'; export default [renamed, Object.keys(h)];
