// What is asked of the text and the links, inside the page. Each function runs in the browser and stands alone.

/**
 * Faults of the text as it is laid out: words that are cut at the end of a line, words outside their box, and
 * words on top of other words. Boxes are measured for each word, so that white space does not count.
 */
export function faultsOfText() {
  /** Scripts without spaces between words, where a run of letters may be divided. */
  const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
  const faults = [];
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
    if (parent.closest('style, script, title, select, .skip') || isOnlyHeard(parent)) continue;
    const place = placeOf(parent);
    if (place.drawing) measureLabel(parent, place);
    else for (const found of node.data.matchAll(/\S+/g)) measureWord(node, found.index, found[0], place);
  }
  overlaps();
  return [...new Set(faults)];

  /** In a box of one pixel that shows nothing beyond it. */
  function isOnlyHeard(element) {
    for (let one = element; one !== document.body; one = one.parentElement) {
      const { width, height } = one.getBoundingClientRect();
      if (Math.min(width, height) <= 1 && getComputedStyle(one).overflowY === 'hidden') return true;
    }
    return false;
  }

  function placeOf(parent) {
    const drawing = parent.closest('svg');
    let block = drawing ?? parent;
    while (!drawing && /^(inline|contents)$/.test(getComputedStyle(block).display)) block = block.parentElement;
    const clips = [];
    for (let one = block; one && one !== document.body; one = one.parentElement) {
      if (one !== drawing && getComputedStyle(one).overflowX !== 'visible') clips.push(one.getBoundingClientRect());
    }
    const style = getComputedStyle(block);
    const hanging = Math.max(0, -parseFloat(style.textIndent) || 0);
    return { parent, drawing, box: block.getBoundingClientRect(), clips, hanging, hyphens: style.hyphens === 'auto' };
  }

  function nameOf(words, { parent }) {
    return `“${words.slice(0, 40)}” in <${parent.localName} class="${parent.getAttribute('class') ?? ''}">`;
  }

  /** A text in a drawing, which is on one line; WebKit does not know the boxes of its words. */
  function measureLabel(parent, place) {
    const rect = parent.getBoundingClientRect();
    const where = nameOf(parent.textContent.trim(), place);
    checkBox(rect, place, where);
    const clips = getComputedStyle(place.drawing).overflowY !== 'visible';
    // Letters fill about half of the height of their box.
    if (clips && Math.max(place.box.top - rect.top, rect.bottom - place.box.bottom) > rect.height / 4) faults.push(`is above or below its drawing: ${where}`);
    words.push({ rect, where });
  }

  function measureWord(node, from, word, place) {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, from + word.length);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 0.5 && rect.height > 0);
    const where = nameOf(word, place);
    for (const rect of rects) {
      checkBox(rect, place, where);
      words.push({ rect, where });
    }
    if (isCut(node, from, word, rects, place)) faults.push(`is cut: ${where}`);
  }

  function checkBox(rect, { box, clips, hanging }, where) {
    const beyond = (outer) => Math.round(Math.max(outer.left - rect.left, rect.right - outer.right) - 1);
    if (beyond(box) > hanging) faults.push(`is outside its box by ${beyond(box)} px: ${where}`);
    if (clips.some((clip) => beyond(clip) > 0)) faults.push(`is cut off at the side: ${where}`);
  }

  /** Letters of one word on two lines, without a place where the word may be divided. */
  function isCut(node, from, word, rects, { hyphens }) {
    if (rects.length < 2 || hyphens || /[/.@_=?]\p{L}/u.test(word)) return false;
    for (const run of word.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (WITHOUT_SPACES.test(run[0])) continue;
      const range = document.createRange();
      range.setStart(node, from + run.index);
      range.setEnd(node, from + run.index + run[0].length);
      const own = [...range.getClientRects()].filter((rect) => rect.width > 0.5);
      // Chromium counts the hyphen that a soft hyphen becomes to what follows it.
      if (word[run.index - 1] === '\u00AD' && own.length > 1) own.shift();
      const middles = own.map((rect) => (rect.top + rect.bottom) / 2);
      if (Math.max(...middles) - Math.min(...middles) > own[0].height / 2) return true;
    }
    return false;
  }

  /** Words whose middles share a place; the ascent and descent of two lines may. */
  function overlaps() {
    const cores = words.map(({ rect, where }) => ({ where, top: rect.top + rect.height * 0.3, bottom: rect.bottom - rect.height * 0.3, left: rect.left + 1, right: rect.right - 1 }));
    cores.sort((a, b) => a.top - b.top);
    for (let i = 0; i < cores.length; i += 1) {
      for (let j = i + 1; j < cores.length && cores[j].top < cores[i].bottom; j += 1) {
        const [a, b] = [cores[i], cores[j]];
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1) faults.push(`is on top of ${b.where}: ${a.where}`);
      }
    }
  }
}

/** Arabic words whose first letter has a style of its own: Firefox and WebKit do not join it to the next one. */
export function partedLetters() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!/^\s*\p{Script=Arabic}/u.test(data) || parentElement.closest('svg')) continue;
    for (let one = parentElement; one; one = one.parentElement) {
      if (getComputedStyle(one, '::first-letter').textTransform === 'none') continue;
      found.push(`${data.trim().slice(0, 40)} in <${one.localName}>`);
      break;
    }
  }
  return found;
}

/** Resolves when the page has been drawn; WebKit moves the texts of a drawing only then. */
export async function drawn() {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/** Links in running text that have no line under them, by their computed style. */
export function bareLinks() {
  const inline = (node) => node.nodeType === Node.TEXT_NODE || (node.nodeType === Node.ELEMENT_NODE && /^inline/.test(getComputedStyle(node).display));
  const hasWordsBeside = (link) => [...link.parentElement.childNodes].some((one) => one !== link && !one.contains?.(link) && inline(one) && one.localName !== 'a' && /\p{L}/u.test(one.textContent));
  const isRunning = (link) => getComputedStyle(link).display === 'inline' && hasWordsBeside(link);
  const links = [...document.querySelectorAll('main a[href], aside a[href], footer a[href]')].filter((link) => link.checkVisibility() && isRunning(link));
  const bare = links.filter((link) => !getComputedStyle(link).textDecorationLine.includes('underline'));
  return bare.map((link) => `“${link.textContent.trim().slice(0, 40)}” has text-decoration-line ${getComputedStyle(link).textDecorationLine}`);
}

/**
 * Underlined texts of which a picture is to be looked at: the current items of the navigation, and the first
 * link in the text that is on one line. Each with the place of its first line and the colour of its line.
 */
export function underlinedTexts() {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
  const underlined = (one) => getComputedStyle(one).textDecorationLine.includes('underline');
  const currents = [...document.querySelectorAll('nav a[aria-current]')].filter(shown);
  const first = [...document.querySelectorAll('main p > a[href]')].find((link) => shown(link) && underlined(link) && link.getClientRects().length === 1);
  globalThis.underlinedTexts = first ? [...currents, first] : currents;
  return globalThis.underlinedTexts.map((one) => ({
    name: `${one.getAttribute('aria-current') ? 'the current' : 'the link'} “${one.textContent.trim()}”`,
    line: getComputedStyle(one).textDecorationLine,
    colour: getComputedStyle(one).textDecorationColor,
  }));
}

/** Brings one of these texts into view, and resolves when it is drawn: where its letters are on the screen. */
export async function showUnderlined(index) {
  const element = globalThis.underlinedTexts[index];
  element.scrollIntoView({ block: 'center' });
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const rects = [];
  while (texts.nextNode()) {
    if (texts.currentNode.parentElement.closest('.unseen')) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    rects.push(...range.getClientRects());
  }
  const [{ left, right, top, bottom }] = rects.sort((a, b) => b.width - a.width);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return { left, right, top, bottom };
}

/** Targets of this page's own links that are not on the screen when the link is followed. */
export function fragmentsOutOfView() {
  const faults = [];
  const names = new Set([...document.querySelectorAll('a[href^="#"]')].filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href')));
  for (const name of names) {
    location.hash = name;
    const target = document.getElementById(decodeURIComponent(name.slice(1)));
    const top = target?.getBoundingClientRect().top;
    if (!target) faults.push(`${name} is nowhere`);
    else if (top < -1 || top > innerHeight * 0.9) faults.push(`${name} is at ${Math.round(top)} of ${innerHeight} px`);
  }
  scrollTo(0, 0);
  return faults;
}

/** The names of the languages that can be read on the screen without opening anything. */
export function languagesInView() {
  const links = [...document.querySelectorAll('nav.langs li a[lang]')];
  const shown = links.filter((link) => link.checkVisibility({ visibilityProperty: true }) && link.getBoundingClientRect().width > 0);
  return { all: links.length, shown: shown.length };
}

/** The switch of the list of languages, where there is one, and whether it has the focus. */
export function languageSwitch() {
  const button = document.querySelector('.langs button[popovertarget]');
  if (!button?.checkVisibility()) return null;
  return { focused: document.activeElement === button };
}
