// Chromium as the system installed it, and the modes in which a page is looked at.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/** Nothing that calls home: the suite has to pass without a network. */
export const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function chromiumPath() {
  const path = process.env.CHROME_PATH ?? PLACES.find((place) => existsSync(place));
  if (!path) throw new Error(`no Chromium at ${PLACES.join(', ')}, and CHROME_PATH is not set`);
  return path;
}

export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: ARGS });
}

/** A context whose reader asks for a language that the site does not have, so that `/` lets them choose. */
export function newContext(browser, options) {
  return browser.newContext({ extraHTTPHeaders: { 'Accept-Language': 'xx' }, reducedMotion: 'reduce', ...options });
}
