import { ActionIcon, Drawer, Kbd, UnstyledButton } from '@mantine/core';
import { useDisclosure, useNetwork } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { useSession, useSessionState } from '~/api/session';
import { currentBranding } from '~/app/branding';
import { navigation } from '~/app/features';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { IconAlertTriangle, IconMenu, IconSearch, IconWifiOff } from '~/ui/icons';
import { Link } from '~/ui/Link';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { DateTime } from '~/ui/values';
import { ClockBadge } from './ClockBadge';
import { Sidebar } from './Sidebar';
import { useShortcuts } from './shortcuts';
import classes from './shell.module.css';

const importPalette = () => import('./Palette');
const Palette = lazy(importPalette);
const ShortcutHelp = lazy(() => import('./ShortcutHelp'));
const SessionEnded = lazy(() => import('./SessionEnded'));

/** A page's beginning is where reading goes on after going to it. */
function useFocusOnMove() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname]);
  return main;
}

function Banner() {
  const t = useTexts();
  const { online } = useNetwork();
  const { factorDueAt, enrolmentOnly } = useSession();
  if (!online) return <div className={classes.banner} role="status"><IconWifiOff size={15} />{t('offline')}</div>;
  if (enrolmentOnly) return <div className={classes.banner} role="status"><IconAlertTriangle size={15} />{t('factor.only')} <Link to="/account">{t('factor.setUp')}</Link></div>;
  if (factorDueAt) return <div className={classes.banner} role="status"><IconAlertTriangle size={15} /><span>{t('factor.due')} <DateTime value={factorDueAt} />.</span> <Link to="/account">{t('factor.setUp')}</Link></div>;
  return null;
}

/** The frame of everything that people who are logged in see. */
export default function Shell() {
  const t = useTexts();
  const session = useSession();
  const { standing } = useSessionState();
  const go = useGo();
  const main = useFocusOnMove();
  const [menu, menuActions] = useDisclosure();
  const [palette, paletteActions] = useDisclosure();
  const [help, helpActions] = useDisclosure();
  // What is typed right after Ctrl-K must find the palette there.
  useEffect(() => void setTimeout(() => void importPalette(), 1500), []);
  const goByLetter = useCallback(
    (letter: string) => {
      const item = navigation(session, currentBranding()).flatMap(({ items }) => items).find(({ shortcut }) => shortcut === letter);
      if (item) go(item.to);
    },
    [go, session],
  );
  useShortcuts({ openPalette: paletteActions.open, showHelp: helpActions.open, go: goByLetter });
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip} onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t('skip')}</a>
      <aside className={classes.side}><Sidebar /></aside>
      <div className={classes.main}>
        <div className={classes.top}>
          <ActionIcon className={classes.burger} size={34} aria-label={t('nav.open')} onClick={menuActions.open}><IconMenu size={19} /></ActionIcon>
          <UnstyledButton className={classes.searchButton} onClick={paletteActions.open}>
            <IconSearch size={15} />
            <span className={classes.searchLabel}>{t('palette.placeholder')}</span>
            <Kbd size="xs" visibleFrom="sm">Ctrl K</Kbd>
          </UnstyledButton>
          <span style={{ flex: 1 }} />
          <ClockBadge />
        </div>
        <Banner />
        <main id="main" ref={main} tabIndex={-1} className={classes.page} style={{ outline: 'none' }}>
          <Suspense fallback={<PageSkeleton />}><Outlet /></Suspense>
        </main>
      </div>
      <Drawer opened={menu} onClose={menuActions.close} position="left" size={264} padding={0} withCloseButton={false} title={t('nav.label')} classNames={{ header: 'visually-hidden' }}>
        <div className={`${classes.side} ${classes.drawer}`} style={{ minHeight: '100dvh' }}><Sidebar onNavigate={menuActions.close} /></div>
      </Drawer>
      <Suspense fallback={null}>
        {palette && <Palette opened onClose={paletteActions.close} />}
        {help && <ShortcutHelp opened onClose={helpActions.close} />}
        {standing === 'ended' && <SessionEnded />}
      </Suspense>
    </div>
  );
}
