// WebKitGTK, through its own WebDriver, on a screen in memory.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { By, Key, WebDriver } from 'selenium-webdriver';
import { Executor, HttpClient } from 'selenium-webdriver/http/index.js';

export const name = 'WebKit';

const DRIVER = '/usr/bin/WebKitWebDriver';
const LIMIT_MS = 20_000;

/** Larger than every page that is looked at, and than the window's own bars. */
const SCREEN = { width: 1600, height: 1200 };

/** Opens the browser; every engine offers the same functions. */
export async function open() {
  const processes = [];
  try {
    const display = await startScreen(processes);
    const address = await startDriver(processes, display);
    const driver = await startBrowser(address);
    return engine(driver, processes);
  } catch (error) {
    await endAll(processes);
    throw error;
  }
}

function engine(driver, processes) {
  /** The page is in a frame of exactly the size that is asked for. */
  async function goTo(address, size) {
    await driver.switchTo().defaultContent();
    await driver.get(new URL('/frame', address).href);
    await driver.executeAsyncScript(fillFrame, address, size.width, size.height);
    await driver.switchTo().frame(0);
    await driver.executeScript('window.focus()');
  }
  async function resize(size) {
    await driver.switchTo().defaultContent();
    await driver.executeScript(sizeFrame, size.width, size.height);
    await driver.switchTo().frame(0);
  }
  return {
    goTo,
    /** The page itself, without a frame: as large as the window, whatever size is asked for. */
    async goDirectly(address) {
      await driver.switchTo().defaultContent();
      await driver.get(address);
    },
    resize,
    evaluate: (script, value) => evaluate(driver, script, value),
    async screenshot() {
      return Buffer.from(await driver.takeScreenshot(), 'base64');
    },
    press: (key) => driver.actions().sendKeys(Key[key.toUpperCase()]).perform(),
    async click(selector) {
      const element = await driver.findElement(By.css(selector));
      // The driver scrolls the page, but not the frame that the page is in.
      await driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
      await element.click();
    },
    async close() {
      await driver.quit();
      await endAll(processes);
    },
  };
}

/** Runs in the page that holds the frame. */
function sizeFrame(width, height) {
  Object.assign(document.querySelector('iframe'), { width, height });
}

/** Runs in the page that holds the frame. */
function fillFrame(address, width, height, done) {
  const frame = document.querySelector('iframe');
  Object.assign(frame, { width, height });
  frame.onload = () => done();
  frame.src = address;
}

/** A script is a function with one argument, or source text; its result may be a promise. */
async function evaluate(driver, script, value) {
  if (typeof script === 'string') return driver.executeScript(script);
  const source = `const done = arguments[1];
    (async () => (${script})(arguments[0]))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value: result, error } = await driver.executeAsyncScript(source, value);
  if (error) throw new Error(error);
  return result;
}

/** Xvfb takes the first display that is free, and says which. */
async function startScreen(processes) {
  const child = start(processes, 'Xvfb', ['-displayfd', '1', '-screen', '0', `${SCREEN.width}x${SCREEN.height}x24`, '-nolisten', 'tcp']);
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended(child, 'Xvfb')]);
  return `:${line}`;
}

async function startDriver(processes, display) {
  const port = await freePort();
  const child = start(processes, DRIVER, [`--port=${port}`], { DISPLAY: display, GDK_BACKEND: 'x11', LC_ALL: 'C.UTF-8' });
  const address = `http://127.0.0.1:${port}`;
  await Promise.race([untilReady(address), ended(child, DRIVER)]);
  return address;
}

async function startBrowser(address) {
  const executor = new Executor(new HttpClient(address));
  const driver = WebDriver.createSession(executor, {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
  });
  await driver.manage().setTimeouts({ script: 60_000 });
  await driver.manage().window().setRect({ x: 0, y: 0, ...SCREEN });
  return driver;
}

function miniBrowser() {
  const folder = '/usr/lib/x86_64-linux-gnu';
  const found = readdirSync(folder).filter((one) => one.startsWith('webkit2gtk-4.')).map((one) => `${folder}/${one}/MiniBrowser`);
  const path = found.find((one) => existsSync(one));
  if (!path) throw new Error(`no MiniBrowser in ${folder}/webkit2gtk-4.*`);
  return path;
}

function start(processes, program, flags, variables = {}) {
  const child = spawn(program, flags, { env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'ignore'] });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  processes.push(child);
  return child;
}

/** Rejects when a program ends, or cannot be started. */
async function ended(child, program) {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`${program} ended: ${code ?? signal}`);
}

async function endAll(processes) {
  for (const child of processes.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function untilReady(address) {
  const last = Date.now() + LIMIT_MS;
  for (;;) {
    const answer = await fetch(`${address}/status`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > last) throw new Error(`${DRIVER} did not answer within ${LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
