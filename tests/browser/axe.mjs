// axe-core in the page, with every tag the project keeps to.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'wcag2aaa', 'best-practice'];

/** Off unless their tag is asked for; that they looked at something shows that the tags took effect. */
const HAVE_TO_RUN = ['color-contrast-enhanced', 'target-size'];

/** What axe finds wrong, one line for each place. */
export async function violations(tab) {
  await tab.evaluate(SOURCE);
  const { violations, ran } = await tab.evaluate(runAxe, TAGS);
  const idle = HAVE_TO_RUN.filter((rule) => !ran.includes(rule)).map((rule) => `axe did not look at ${rule}`);
  return [...idle, ...violations.flatMap(lines)];
}

async function runAxe(values) {
  const found = await globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
  const ran = [...found.passes, ...found.violations, ...found.incomplete].map((rule) => rule.id);
  return { violations: found.violations, ran };
}

function lines({ id, help, nodes }) {
  return nodes.map((node) => `${id} (${help}) at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`);
}
