// node e2e/walk.mjs NAME: one person's way through the console, before a running server.
//   CONSOLE_URL      where the server is, such as http://127.0.0.1:8080
//   CONSOLE_DATA     JSON that says who is there and what there is to see: see e2e/README.md
//   CONSOLE_SCREENS  folder for pictures of what was seen; none are kept without it
import { readdirSync } from 'node:fs';
import { openBrowser } from './browser.mjs';

const WALKS = new URL('walks/', import.meta.url);
const names = readdirSync(WALKS).filter((file) => file.endsWith('.mjs')).map((file) => file.replace('.mjs', ''));
const [name] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`usage: node e2e/walk.mjs NAME\nnames: ${names.join(', ')}`);
  process.exit(2);
}

const begun = Date.now();
const log = (text) => console.log(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}`);
const { default: walk } = await import(new URL(`${name}.mjs`, WALKS));
const browser = await openBrowser({ base: process.env.CONSOLE_URL, screens: process.env.CONSOLE_SCREENS, walk: name, log });
let failure;
try {
  await walk({ ...browser, log, base: process.env.CONSOLE_URL, data: JSON.parse(process.env.CONSOLE_DATA ?? '{}') });
  if (browser.wrongs.length > 0) throw new Error(`What no page may do was done:\n  ${[...new Set(browser.wrongs)].join('\n  ')}`);
  log('done');
} catch (thrown) {
  failure = thrown;
  await browser.shootAll();
  console.error(thrown.stack ?? thrown);
  if (browser.wrongs.length > 0) console.error(`noticed besides:\n  ${[...new Set(browser.wrongs)].join('\n  ')}`);
}
await browser.close();
process.exit(failure ? 1 : 0);
