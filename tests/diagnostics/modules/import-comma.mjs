import {,} from 'fs';
