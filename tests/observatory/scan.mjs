// Prints what the scanner finds, for each address. A process of its own, because whom Node trusts
// (NODE_EXTRA_CA_CERTS) is settled when it starts.

import { scan } from '@mdn/mdn-http-observatory/src/scanner/index.js';

const found = {};
for (const address of process.argv.slice(2)) found[address] = await scan(address);
console.log(JSON.stringify(found));
