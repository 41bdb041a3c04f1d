// What the Maven build asks for: node scripts/build.mjs install|build|test. Does nothing where nothing has changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
// what vite, the router and oxlint ask for
if (!(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19))) {
  console.error(`The console is built with Node.js 20.19 or newer of 20, or 22.12 or newer; this one is ${process.version}.`);
  process.exit(1);
}

/** What the console is made of besides its packages. */
const SOURCES = ['index.html', 'package-lock.json', 'package.json', 'public', 'scripts', 'src', 'tsconfig.json', 'vite.config.ts', '../../docs/openapi.yaml'];
/** What its tests read besides, and the rules that its sources are held to. */
const TESTED = [...SOURCES, '.oxlintrc.json', '../../docs/EVENTS.md'];
/** Made by the build itself. */
const MADE = join('src', 'api', 'schema.d.ts');

function* files(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) yield* files(join(path, name));
  else if (!path.endsWith(MADE)) yield path;
}

function fingerprint(...paths) {
  const hash = createHash('sha256').update(`node ${major}\0`);
  for (const file of paths.flatMap((path) => [...files(join(home, path))])) hash.update(`${file.slice(home.length)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Runs npm unless the mark of its last success says that there is nothing to do. */
function unless(mark, wanted, ...arguments_) {
  const file = join(home, mark);
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return;
  const { status, error } = spawnSync('npm', arguments_, { cwd: home, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) console.error(`npm cannot be started (${error.message}); it comes with Node.js.`);
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(file, wanted);
}

// whoever asks Maven for no tests, or for some of Java's, is in a hurry
const testless = /true/.test(process.env.SKIP_TESTS ?? '') || !!process.env.ONE_TEST;

const steps = {
  install: () => unless('node_modules/.fits', fingerprint('package-lock.json', '.npmrc'), 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'),
  build: () => unless('dist/.built', fingerprint(...SOURCES), 'run', '--silent', 'build'),
  test: () => testless || unless('node_modules/.tested', fingerprint(...TESTED), 'run', '--silent', 'test'),
};
const step = steps[process.argv[2]];
if (!step) {
  console.error(`usage: node scripts/build.mjs ${Object.keys(steps).join('|')}`);
  process.exit(2);
}
step();
