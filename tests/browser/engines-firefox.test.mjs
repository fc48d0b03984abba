// The pages in Firefox, by the list of checks that every engine goes through.

import { checkEngine } from './engines/checks.mjs';
import * as firefox from './engines/firefox.mjs';

await checkEngine(firefox);
