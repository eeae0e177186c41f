'use strict';
with (Math) { max(1); }
