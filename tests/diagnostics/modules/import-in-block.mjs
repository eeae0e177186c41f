{ import fs from 'fs'; }
