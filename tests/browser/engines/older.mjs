// The page as a browser of some years ago understands it: without the rules and attributes that it does not know.

/** Declarations, selectors and conditions that an older browser drops. */
const UNKNOWN = {
  selector: /:has\(|:popover-open|::backdrop/,
  property: /^(text-wrap|text-wrap-style|text-spacing-trim|text-autospace|clip-path|position-anchor|position-area)$/,
  value: /light-dark\(|auto-phrase|anchor\(/,
};

/** A whole page with its style sheet. Of a popover it knows neither the attributes nor the rules of the browser itself. */
export function asOlderBrowsers(page) {
  const styles = /<style>([^]*?)<\/style>/g;
  const plain = page.replace(/ (popover(?:target(?:action)?)?)(?=[ =>])/g, ' data-$1');
  return plain.replace(styles, (_, style) => `<style>${olderSheet(style)}</style>`);
}

/** A style sheet without what is unknown. */
export function olderSheet(style) {
  return rulesIn(style.replace(/\/\*[^]*?\*\//g, '')).map(olderRule).join('\n');
}

function olderRule({ head, body }) {
  if (body === undefined) return head;
  if (/^@supports/.test(head)) return isKnown(head) ? olderSheet(body) : '';
  if (/^@(media|layer|container)/.test(head)) return `${head}{${olderSheet(body)}}`;
  if (UNKNOWN.selector.test(head)) return '';
  return `${head.replaceAll('[popover', '[data-popover')}{${body.split(';').filter(isUnderstood).join(';')}}`;
}

/** A condition that names what is unknown is false, and true where it denies it. */
function isKnown(condition) {
  const unknown = UNKNOWN.selector.test(condition) || UNKNOWN.value.test(condition) || /text-autospace|text-wrap/.test(condition);
  return unknown === /\bnot\b/.test(condition);
}

function isUnderstood(declaration) {
  const colon = declaration.indexOf(':');
  const property = declaration.slice(0, colon).trim();
  return !UNKNOWN.property.test(property) && !UNKNOWN.value.test(declaration);
}

/** The rules of a sheet, each with what stands before its braces and in them; a statement has no body. */
function rulesIn(style) {
  const rules = [];
  let start = 0;
  let depth = 0;
  let open = 0;
  for (let at = 0; at < style.length; at += 1) {
    const letter = style[at];
    if (letter === '{' && depth++ === 0) open = at;
    if (letter === '}' && --depth === 0) {
      rules.push({ head: style.slice(start, open).trim(), body: style.slice(open + 1, at) });
      start = at + 1;
    }
    if (letter === ';' && depth === 0) {
      rules.push({ head: style.slice(start, at + 1).trim() });
      start = at + 1;
    }
  }
  return rules;
}
