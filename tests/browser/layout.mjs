// What is asked of the layout, inside the page. Each function runs in the browser and stands alone.

/** Places where the page, or a part of it, is wider than the room it has. */
export function sideways() {
  const root = document.scrollingElement;
  const all = [root, document.body, ...document.body.querySelectorAll('*:not(svg *)')];
  const label = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> “${element.textContent.replace(/\s+/g, ' ').trim().slice(0, 40)}”`;
  const isBeyond = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5 || element.scrollWidth > root.clientWidth);
  };
  const faults = [];
  if (root.scrollWidth > root.clientWidth) {
    const innermost = all.filter((element) => isBeyond(element) && ![...element.children].some(isBeyond));
    faults.push(`the page is ${root.scrollWidth} px wide on ${root.clientWidth}: ${innermost.slice(0, 3).map(label).join(', ')}`);
  }
  for (const element of all.filter((one) => one !== root && one.localName !== 'svg')) {
    const clips = getComputedStyle(element).overflowX !== 'visible' && element.clientWidth > 1;
    if (clips && element.scrollWidth > element.clientWidth + 1) faults.push(`scrolls or is cut off sideways: ${label(element)}`);
  }
  return faults;
}

/** Boxes that are narrower than what stands in them, the innermost ones, whether or not the page scrolls for it. */
export function outgrown() {
  const isOutgrown = (one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && !/^inline$|^table-/.test(getComputedStyle(one).display);
  const boxes = [...document.body.querySelectorAll('*:not(svg, svg *, .unseen)')].filter(isOutgrown);
  const innermost = boxes.filter((one) => !boxes.some((other) => other !== one && one.contains(other)));
  return innermost.map((one) => `<${one.localName} class="${one.className}"> has ${one.clientWidth} px for ${one.scrollWidth} px: “${one.textContent.trim().slice(0, 50)}”`);
}

/**
 * The lines of text as they are set: how many letters each has, and every word that is broken inside it, but for
 * words that are longer than a whole line of their own. `most` is the number of letters that a line may have.
 */
export function linesOfText(most) {
  const faults = [];
  const range = document.createRange();
  const isBlock = (one) => !/^(inline|contents)$/.test(getComputedStyle(one).display);
  const blocks = [...document.body.querySelectorAll('*:not(svg *, option, optgroup, select, .unseen)')];
  const hasText = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const owners = new Set(blocks.filter((one) => hasText(one) && one.checkVisibility()).map((one) => {
    while (!isBlock(one)) one = one.parentElement;
    return one;
  }));
  const label = (one) => `<${one.localName} class="${one.className}">`;
  for (const owner of owners) {
    const walker = document.createTreeWalker(owner, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const letters = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (/^w?br$/.test(node.localName)) letters.push({ letter: ' ' });
      let around = node.parentElement;
      if (node.nodeType !== Node.TEXT_NODE || around.closest('.unseen, svg, [lang=km]')) continue;
      while (!isBlock(around)) around = around.parentElement;
      if (around !== owner) continue;
      for (let at = 0; at < node.length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].at(-1);
        letters.push({ letter: node.data[at], middle: box && box.width > 0 ? box.top + box.height / 2 : undefined });
      }
    }
    let line = '';
    let last;
    let before = '';
    const size = parseFloat(getComputedStyle(owner).fontSize);
    const close = () => {
      const shown = line.replace(/[\p{M}\p{Cf}]/gu, '').trim();
      if ([...shown].length > most) faults.push(`${[...shown].length} letters in a line of ${label(owner)}: “${shown}”`);
      line = '';
    };
    for (const { letter, middle } of letters) {
      if (/[\s\u00ad\u200b]/.test(letter)) before = ' ';
      if (middle === undefined) continue;
      if (last !== undefined && Math.abs(middle - last) > size * 0.6) {
        const inside = /[\p{L}\p{N}]/u;
        const byCharacter = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u;
        const isCut = inside.test(before) && inside.test(letter) && !byCharacter.test(before) && !byCharacter.test(letter);
        if (isCut) faults.push(`a word is cut in ${label(owner)}: “${line.trim().slice(-20)}/${letter}”`);
        close();
      }
      line += letter;
      before = /[\u00ad\u200b]/.test(letter) ? ' ' : letter;
      last = middle;
    }
    close();
  }
  return faults;
}

/** The text spacing of WCAG 1.4.12, on or off; a sheet made here is outside the content security policy. */
export function spaceText(on) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}',
  );
  document.adoptedStyleSheets = on ? [sheet] : [];
  return getComputedStyle(document.body).letterSpacing !== 'normal';
}

/** What the page says of itself. */
export function identity() {
  const shown = [...document.querySelectorAll('h1')].map((h1) => ({ text: h1.innerText.trim(), visible: h1.checkVisibility() }));
  return {
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    direction: getComputedStyle(document.body).direction,
    title: document.title.trim(),
    h1: shown.filter(({ text, visible }) => text && visible).length,
    allH1: shown.length,
    scheme: { ground: getComputedStyle(document.body).backgroundColor, text: getComputedStyle(document.body).color },
  };
}

/** Whatever the page left in the browser. */
export async function stored() {
  return {
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  };
}

/** Addresses that a browser may fetch or connect to unasked: icons, and hints to other places. */
export function hints() {
  const hrefs = (selector) => [...document.querySelectorAll(selector)].map((link) => link.href);
  return {
    icons: hrefs('link[rel~="icon" i]'),
    ahead: hrefs('link[rel~="preconnect" i],link[rel~="dns-prefetch" i],link[rel~="prefetch" i],link[rel~="preload" i],link[rel~="prerender" i]'),
  };
}
