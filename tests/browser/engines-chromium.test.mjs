// The pages in Chromium, by the list of checks that every engine goes through.

import { checkEngine } from './engines/checks.mjs';
import * as chromium from './engines/chromium.mjs';

await checkEngine(chromium);
