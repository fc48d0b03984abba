// What a page's source says, read by the browser's own HTML parser, so that nothing in it runs or is fetched.

/** Opens a blank tab and returns `read(html)`, which resolves to the parts of a page that a test asks about. */
export async function openReader(browser) {
  const tab = await browser.newPage();
  return (html) => tab.evaluate(readMarkup, html);
}

/** Runs in the browser. */
function readMarkup(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = [...page.querySelectorAll('*')];
  const attributes = all.flatMap((element) => [...element.attributes].map(({ name, value }) => ({ on: element.localName, name, value })));
  const pointing = new Set(['href', 'src', 'action', 'poster', 'data', 'cite', 'xlink:href']);
  const sets = attributes.filter(({ name }) => name === 'srcset').flatMap(({ value }) => value.split(',').map((one) => one.trim().split(/\s+/)[0]));
  const metas = [...page.querySelectorAll('meta[property="og:url"],meta[property="og:image"]')].map((meta) => meta.content);
  const styles = [...page.querySelectorAll('style')].flatMap((style) => [...style.textContent.matchAll(/url\(\s*["']?([^"')]+)/g)].map(([, url]) => url));
  return {
    attributes,
    ids: all.map((element) => element.id).filter(Boolean),
    addresses: [...attributes.filter(({ name }) => pointing.has(name)).map(({ value }) => value), ...sets, ...metas, ...styles],
    scripts: [...page.querySelectorAll('script')].map((script) => script.type),
    elements: all.map((element) => element.localName),
  };
}
