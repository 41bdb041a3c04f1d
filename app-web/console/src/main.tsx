import '@fontsource-variable/inter';
import './app/mantine';
import './ui/base.css';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { refresh } from './api/session';
import { App } from './app/App';
import { takeArrival } from './app/arrival';
import { loadBranding } from './app/branding';
import { startTexts } from './i18n';

const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
// The library that keeps the page from scrolling behind a dialog writes a style element, too.
setNonce(nonce);

// zod would try whether it may make functions of text: the Content-Security-Policy refuses that, and tells the log each time.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

takeArrival();
// A session that cannot be asked for (the server is away) shows the login, which tells why it cannot be used.
const restored = location.pathname.startsWith('/arrive/') ? Promise.resolve() : refresh().catch(() => undefined);
await Promise.all([startTexts(), loadBranding(), restored]);
createRoot(document.getElementById('root') as HTMLElement).render(<App nonce={nonce} />);
