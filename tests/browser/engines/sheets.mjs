// The sheets of a PDF with their words, read by poppler.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** pdftohtml counts 1.5 units for a point. */
const UNITS = 1.5;

/** Every page of the site has this margin, also in those units; what is beyond it is cut off, as an overhang of the next sheet. */
const MARGIN = (15 / 25.4) * 72 * UNITS;

/** Lines of one heading are nearer to each other than this, in those units. */
const LEAST_GAP = 8;

/** Every sheet as a list of its texts: words, size of the letters in points, top and bottom. */
export function sheetsOf(pdf) {
  return read(pdf, async (file) => readSheets(await output('pdftohtml', ['-xml', '-i', '-stdout', file])));
}

/** The text of every sheet in the order of reading, without marks of direction. */
export function textsOf(pdf) {
  return read(pdf, async (file) => {
    const text = await output('pdftotext', ['-enc', 'UTF-8', file, '-']);
    return text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').split('\f').slice(0, -1);
  });
}

/** What a PDF says of itself, by the names that pdfinfo has for it. */
export function infoOf(pdf) {
  return read(pdf, async (file) => {
    const lines = (await output('pdfinfo', [file])).split('\n').map((line) => line.match(/^([^:]+):\s*(.*)$/));
    return Object.fromEntries(lines.filter(Boolean).map(([, name, value]) => [name, value]));
  });
}

async function output(program, options) {
  const { stdout } = await run(program, options, { maxBuffer: 1 << 26 });
  return stdout;
}

/** What `reader` reads in the PDF, which it gets as a file. */
async function read(pdf, reader) {
  const folder = await mkdtemp(join(tmpdir(), 'patient-center-paper-'));
  try {
    const file = join(folder, 'page.pdf');
    await writeFile(file, pdf);
    return await reader(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function readSheets(xml) {
  const sizes = new Map([...xml.matchAll(/<fontspec id="(\d+)" size="(\d+)"/g)].map(([, id, size]) => [id, Number(size) / UNITS]));
  const sheets = xml.split('<page ').slice(1);
  return sheets.map((sheet) => {
    const end = Number(sheet.match(/ height="(\d+)"/)[1]) - MARGIN;
    const texts = sheet.matchAll(/<text top="(-?\d+)" left="-?\d+" width="-?\d+" height="(\d+)" font="(\d+)">(.*?)<\/text>/g);
    const textFrom = ([, top, height, font, inner]) => ({ top: Number(top), bottom: Number(top) + Number(height), size: sizes.get(font), words: inner.replace(/<[^>]*>/g, '') });
    return [...texts].map(textFrom).filter(({ words, top, bottom }) => lettersOf(words).length > 0 && (top + bottom) / 2 < end);
  });
}

/** The letters of a text; Arabic ones in a PDF have the forms of their places, in the order of the eye. */
export function lettersOf(words) {
  return words.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? [];
}

/** How many letters there are on a sheet that are not among those of a text. */
export function lettersBeyond(sheet, text) {
  const left = new Map();
  for (const letter of lettersOf(text)) left.set(letter, (left.get(letter) ?? 0) + 1);
  let beyond = 0;
  for (const letter of lettersOf(sheet.map(({ words }) => words).join(''))) {
    const count = left.get(letter) ?? 0;
    if (count > 0) left.set(letter, count - 1);
    else beyond += 1;
  }
  return beyond;
}

/** The words of a heading at the end of a sheet, with none of its text beside or below it; undefined where there is none. */
export function strandedHeading(sheet, leastSize) {
  const isHeading = ({ size }) => size >= leastSize;
  const end = Math.max(...sheet.filter((one) => !isHeading(one)).map(({ bottom }) => bottom));
  const upwards = sheet.filter(isHeading).sort((a, b) => b.bottom - a.bottom);
  const stranded = [];
  for (const line of upwards) {
    const isNext = stranded.length === 0 || line.bottom > stranded.at(-1).top - LEAST_GAP;
    if (isNext) stranded.push(line);
  }
  const [last] = stranded;
  if (!last || (last.top + last.bottom) / 2 < end || stranded.at(-1).top < end - LEAST_GAP) return undefined;
  return stranded.map(({ words }) => words).join(' ');
}
