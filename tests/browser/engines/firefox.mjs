// Firefox ESR, through Puppeteer and WebDriver BiDi.

import puppeteer from 'puppeteer-core';

export const name = 'Firefox';

const PATH = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';

/** Opens the browser; every engine offers the same functions. */
export async function open() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: PATH,
    headless: true,
    extraPrefsFirefox: { 'intl.accept_languages': 'xx', 'ui.prefersReducedMotion': 1 },
  });
  const tab = await browser.newPage();
  // Only the tab in front has the focus.
  await tab.bringToFront();
  return {
    async goTo(address, size) {
      await tab.setViewport(size);
      await tab.goto('about:blank');
      await tab.goto(address);
    },
    /** Without a proxy, see engines/webkit.mjs. */
    async goDirectly(address, size) {
      await tab.setViewport(size);
      await tab.goto(address);
    },
    resize: (size) => tab.setViewport(size),
    evaluate: (script, value) => tab.evaluate(script, value),
    screenshot: () => tab.screenshot(),
    press: (key) => tab.keyboard.press(key),
    click: (selector) => tab.click(selector),
    pdf: (format) => tab.pdf({ format, preferCSSPageSize: false }),
    close: () => browser.close(),
  };
}
