// What a browser loads before the first screen must stay small: the entry, what it imports, and the English texts.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KIB = 230;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const first = new Set();
const add = (name) => {
  if (first.has(name)) return;
  first.add(name);
  (manifest[name].imports ?? []).forEach(add);
};
['index.html', 'src/i18n/en.ts', 'src/shell/Shell.tsx'].filter((name) => manifest[name]).forEach(add);
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024;
const files = [...first].map((name) => manifest[name].file);
const total = files.reduce((sum, file) => sum + size(file), 0);
console.log(`Initial JavaScript: ${total.toFixed(1)} KiB gzip in ${files.length} files (at most ${LIMIT_KIB})`);
if (total > LIMIT_KIB) {
  files.forEach((file) => console.error(`  ${size(file).toFixed(1)} ${file}`));
  process.exit(1);
}
