// Chromium, through Playwright.

import { launch, newContext } from '../browser.mjs';

export const name = 'Chromium';

/** Opens the browser; every engine offers the same functions. */
export async function open() {
  const browser = await launch();
  const context = await newContext(browser, {});
  const tab = await context.newPage();
  return {
    /** pages.test.mjs shows every page to axe in Chromium. */
    coveredByAxe: true,
    async goTo(address, size) {
      await tab.setViewportSize(size);
      // A new document, also where only the fragment is another.
      await tab.goto('about:blank');
      await tab.goto(address);
    },
    /** Without a proxy, see engines/webkit.mjs. */
    async goDirectly(address, size) {
      await tab.setViewportSize(size);
      await tab.goto(address);
    },
    resize: (size) => tab.setViewportSize(size),
    evaluate: (script, value) => tab.evaluate(script, value),
    screenshot: () => tab.screenshot(),
    press: (key) => tab.keyboard.press(key),
    click: (selector) => tab.click(selector),
    emulatePrint: (on) => tab.emulateMedia({ media: on ? 'print' : null }),
    pdf: (format) => tab.pdf({ format }),
    close: () => browser.close(),
  };
}
