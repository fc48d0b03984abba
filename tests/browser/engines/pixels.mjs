// What can be seen in a picture of the screen.

import { PNG } from 'pngjs';
import { channels } from '../colour.mjs';

/** How far a channel may be from its colour, of 255: a line that is not on whole pixels is paler. */
const TOLERANCE = 48;

/** The least part of a line that has to have its colour; it has gaps where letters reach below it. */
const LEAST_PART = 0.4;

/** Whether a row of pixels in the lower half of a text, or a little below it, has the colour of its line. */
export function hasLine(png, { left, right, top, bottom }, colour) {
  const picture = PNG.sync.read(png);
  const wanted = channels(colour).slice(0, 3).map((one) => one * 255);
  const [from, to] = [Math.max(0, Math.round(left)), Math.min(picture.width, Math.round(right))];
  const last = Math.min(picture.height - 1, Math.ceil(bottom) + 8);
  for (let y = Math.floor((top + bottom) / 2); y <= last; y += 1) {
    let found = 0;
    for (let x = from; x < to; x += 1) {
      const at = (y * picture.width + x) * 4;
      if (wanted.every((value, channel) => Math.abs(picture.data[at + channel] - value) <= TOLERANCE)) found += 1;
    }
    if (found >= (to - from) * LEAST_PART) return true;
  }
  return false;
}
