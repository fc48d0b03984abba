// The pages in WebKit, by the list of checks that every engine goes through.

import { checkEngine } from './engines/checks.mjs';
import * as webkit from './engines/webkit.mjs';

await checkEngine(webkit);
