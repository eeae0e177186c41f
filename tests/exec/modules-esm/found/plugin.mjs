import { counter, bump, renamed } from '../run-time-files.mjs';
import { helper } from './helper.mjs';
import fs from 'node:fs';
import * as path from 'path';
export let late = 'early';
export function run() { bump(); bump(); late = 'late'; return [counter, renamed, helper(2), typeof fs.readFileSync, path.basename('/a/b')]; }
export default class Plugin {}
