// Content in two languages that nobody speaks, made from the English: one with accents on every letter and
// about 40 % longer, one written from right to left. What then stands on a page in plain Latin letters
// came from the code, or is set in a language that it is not.

import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ORIGINAL = 'en';

export const PSEUDO = {
  'en-XA': { dir: 'ltr', locale: 'en_US', name: 'Áççéñţš', words: accented },
  'ar-XB': { dir: 'rtl', locale: 'ar_AR', name: 'عكس', words: mirrored },
};

const ACCENTS = letters('áƀçđéƒğĥíĵķłɱñóƥɋŕšţúṽŵẋýž', 'ÁƁÇĐÉƑĞĤÍĴĶŁṀÑÓƤɊŔŠŢÚṼŴẊÝŽ');
const MIRROR = letters('ابجدهفغحيژکلمنوپقرستعطشخيز', 'ابجدهفغحيژکلمنوپقرستعطشخيز');

function letters(small, large) {
  const from = 'abcdefghijklmnopqrstuvwxyz';
  const pairs = (plain, other) => [...plain].map((letter, index) => [letter, [...other][index]]);
  return new Map([...pairs(from, small), ...pairs(from.toUpperCase(), large)]);
}

/** A vowel is said twice: about 40 % of the letters of an English text are vowels. */
function accented(words) {
  return [...words].map((c) => (ACCENTS.get(c) ?? c).repeat(/[aeiou]/i.test(c) ? 2 : 1)).join('');
}

function mirrored(words) {
  return [...words].map((c) => MIRROR.get(c) ?? c).join('');
}

/** Writes the content of a site in English and both of these languages to the directory `to`. */
export async function writePseudoContent(from, to) {
  await cp(from, to, { recursive: true });
  await rm(join(to, 'addresses.txt'));
  const site = withLanguages(await readFile(join(to, 'site.toml'), 'utf8'));
  await writeFile(join(to, 'site.toml'), site);
  for (const { name } of (await readdir(to, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    if (![ORIGINAL, 'drawings'].includes(name)) await rm(join(to, name), { recursive: true });
  }
  for (const tag of Object.keys(PSEUDO)) await mkdir(join(to, tag));
  for (const file of (await readdir(join(to, ORIGINAL))).filter((name) => name.endsWith('.toml'))) await writeFileInAll(to, file, site);
}

async function writeFileInAll(to, file, site) {
  const text = await readFile(join(to, ORIGINAL, file), 'utf8');
  if (/^published = false$/m.test(text)) return;
  if (file === 'ui.toml') await writeFile(join(to, ORIGINAL, file), namesIn(text, site, (words) => words));
  for (const [tag, { words }] of Object.entries(PSEUDO)) {
    const own = file === 'ui.toml' ? namesIn(translate(file, text, words), site, words) : asDraft(translate(file, text, words), words);
    await writeFile(join(to, tag, file), own);
  }
}

function withLanguages(site) {
  const [head, ...tables] = site.split(/^(?=\[\[)/m);
  const others = tables.filter((table) => !/^\[\[language\]\]/.test(table) || table.includes(`tag = "${ORIGINAL}"`));
  const own = Object.entries(PSEUDO).map(
    ([tag, { name, dir, locale }]) => `[[language]]\ntag = "${tag}"\nname = "${name}"\ndir = "${dir}"\nlocale = "${locale}"\ncities = ["Asia/Riyadh", "Asia/Kolkata"]\n\n`,
  );
  return [head, ...others, ...own].join('');
}

/** The names of exactly the languages and cities that this site has. */
function namesIn(ui, site, words) {
  const own = [ORIGINAL, ...Object.keys(PSEUDO)].map((tag) => `${tag} = "${words(tag === ORIGINAL ? 'English' : `Language of tests ${tag.length}`)}"\n`);
  return ui
    .replace(/^\[spoken\]\n(?:.+\n?)*/m, '')
    .replace(/^\[languages\]\n(?:.+\n?)*/m, `[languages]\n${own.join('')}`)
    .replace(/^("[A-Z][a-z]+\/[A-Za-z_]+") = .*\n/gm, (line, zone) => (site.includes(zone) ? line : ''));
}

/** A quotation stands beside its original, so a translation of it has to say something too. */
function asDraft(page, words) {
  const quoted = page.replace(/quotation = \{/g, `quotation = { translation = "${words('What the hospital says')}", `);
  return quoted.replace(/^(?=\[\[|$)/m, '\n[translation]\nstate = "draft"\n\n');
}

/** Keys whose values are names of things, not words. */
const NAMES = ['id', 'icon', 'sources', 'to', 'drawing', 'statement', 'show', 'phone', 'check-by', 'checked'];
/** The same of the interface. */
const CODES = ['clock.hours', 'calendar.first-day'];
const TOKEN = /#[^\n]*|^\[+([^\]\n]*)\]+|((?:[\w-]+|"[^"]*")(?=\s*=))|"((?:[^"\\]|\\.)*)"/gm;

function translate(file, toml, words) {
  let table = '';
  let key = '';
  const isName = () => (file === 'ui.toml' ? CODES.includes(`${table}.${key}`) : NAMES.includes(key));
  return toml.replace(TOKEN, (token, header, name, value) => {
    if (header !== undefined) table = header;
    if (name !== undefined) key = name;
    return value === undefined || isName() ? token : `"${withoutPlaces(value, words)}"`;
  });
}

/** Translates what is neither a place to fill in, nor the target of a link, nor an escape. */
function withoutPlaces(value, words) {
  return value.split(/(\{[^}]*\}|\]\([^)]*\)|\\u[\dA-F]{4}|\\.)/).map((piece, index) => (index % 2 ? piece : words(piece))).join('');
}
