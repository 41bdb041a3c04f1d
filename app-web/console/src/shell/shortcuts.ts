import { useEffect } from 'react';

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || !!target.closest('input,textarea,select,[role=dialog],[role=menu],[role=listbox]'));

interface Actions {
  openPalette: () => void;
  showHelp: () => void;
  go: (letter: string) => void;
}

const PAUSE_MS = 1200;

/** Ctrl-K opens the palette, / goes to the page's search, ? tells the shortcuts, g and a letter goes somewhere. */
export function useShortcuts({ openPalette, showHelp, go }: Actions): void {
  useEffect(() => {
    let leader = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (Date.now() - leader < PAUSE_MS && /^[a-z]$/.test(event.key)) {
        leader = 0;
        event.preventDefault();
        go(event.key);
      } else if (event.key === 'g') {
        leader = Date.now();
      } else if (event.key === '?') {
        showHelp();
      } else if (event.key === '/') {
        event.preventDefault();
        const field = document.querySelector<HTMLInputElement>('[data-search]');
        if (field) field.focus();
        else openPalette();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [openPalette, showHelp, go]);
}
