// A real browser before a real server: pages that notice what must never happen, looked at by axe and kept as pictures.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PATIENCE = 20_000; // a starved build machine
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const browserPath = () => {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path && existsSync(path));
  if (!found) throw new Error('No browser is installed: apt-get install chromium, or say in CHROMIUM where one is');
  return found;
};

/** A browser whose pages belong to one walk; it tells at the end what its pages did that they must not. */
export async function openBrowser({ base, screens, walk, log }) {
  const browser = await chromium.launch({ executablePath: browserPath(), args: QUIET });
  const wrongs = [];
  const pages = [];

  /** A person's browser: his cookies and what his pages keep are his alone. */
  async function person(options = {}) {
    const context = await browser.newContext({ baseURL: base, viewport: DESK, locale: 'en-US', timezoneId: 'Europe/Paris', colorScheme: 'light', reducedMotion: 'reduce', acceptDownloads: true, ...options });
    context.setDefaultTimeout(PATIENCE);
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP refused ${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber} ${event.sample}`);
      });
    });
    context.on('page', watch);
    return context.newPage();
  }

  function watch(page) {
    pages.push(page);
    page.on('console', (message) => {
      const text = message.text();
      if (/CSP refused|Content Security Policy/i.test(text)) wrongs.push(`${page.url()}: ${text}`);
      else if (message.type() === 'error' && !/^Failed to load resource/.test(text)) wrongs.push(`${page.url()}: error in the console log: ${text}`);
    });
    page.on('pageerror', (error) => wrongs.push(`${page.url()}: ${error.stack ?? error}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== new URL(base).origin) wrongs.push(`${page.url()} asked another server: ${url.origin}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) wrongs.push(`${page.url()}: ${response.request().method()} ${response.url()} answered ${response.status()}`);
    });
  }

  /** Waits until a page shows what it has to show, checks it with axe light and dark, and keeps pictures of it. */
  async function look(page, name) {
    log(`look at ${name}`);
    await settled(page);
    const problems = [];
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(150); // colours that fade in are none to judge
      problems.push(...(await axe(page)).map((problem) => `${scheme}: ${problem}`));
      await shoot(page, `${name}-${scheme}`);
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    const size = page.viewportSize() ?? DESK;
    await page.setViewportSize(PHONE);
    await page.waitForTimeout(150);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (tooWide > 1) problems.push(`phone: the page is ${tooWide} px wider than the screen`);
    await shoot(page, `${name}-phone`);
    await page.setViewportSize(size);
    if (problems.length > 0) throw new Error(`${name} (${page.url()}):\n  ${problems.join('\n  ')}`);
  }

  async function axe(page) {
    // evaluated by the debugger, which the page's Content-Security-Policy does not bind
    await page.evaluate(`if (!window.axe) { ${AXE} }`);
    const found = await page.evaluate((rules) => window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then((result) => result.violations), RULES);
    return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 160)} ${(node.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 220)}`));
  }

  async function shoot(page, name) {
    if (!screens) return;
    mkdirSync(screens, { recursive: true });
    await page.screenshot({ path: join(screens, `${walk}-${name}.png`) });
  }

  /** Pictures of what is open when something went wrong. */
  async function shootAll() {
    for (const [index, page] of pages.entries()) {
      if (!page.isClosed()) await shoot(page, `failed-${index + 1}`).catch(() => undefined);
    }
  }

  return { person, look, shootAll, wrongs, close: () => browser.close() };
}

/** Until nothing loads and no placeholder is shown. */
export async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[class*="Skeleton-root"], [aria-busy="true"]'));
}
