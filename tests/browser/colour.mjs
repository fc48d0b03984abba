// Colours as a browser computes them, and their contrast as WCAG counts it.

/** `rgb(…)`, `rgba(…)` and `color(srgb …)` as [red, green, blue, alpha], each from 0 to 1. */
export function channels(computed) {
  const numbers = computed.match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
  const [red, green, blue, alpha = 1] = numbers;
  if (/^rgba?\(/.test(computed)) return [red / 255, green / 255, blue / 255, alpha];
  if (/^color\(srgb /.test(computed)) return [red, green, blue, alpha];
  throw new Error(`a colour in a notation this suite does not know: ${computed}`);
}

export function luminance(computed) {
  const [red, green, blue] = channels(computed).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
