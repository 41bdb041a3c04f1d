import { useLocation } from '@tanstack/react-router';
import { useTexts } from '~/i18n';
import { useSession } from '~/api/session';
import { currentBranding } from '~/app/branding';
import { navigation } from '~/app/features';
import { Link } from '~/ui/Link';
import { Logo } from './Logo';
import { TenantSwitch } from './TenantSwitch';
import { UserMenu } from './UserMenu';
import classes from './shell.module.css';

const isAt = (path: string, to: string) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`));

export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTexts();
  const session = useSession();
  const { pathname } = useLocation();
  const branding = currentBranding();
  return (
    <>
      <div className={classes.sideTop}>
        <Link to="/" className={classes.brand} onClick={onNavigate}><Logo />{branding.name}</Link>
        <TenantSwitch />
      </div>
      <nav className={classes.nav} aria-label={t('nav.label')}>
        {navigation(session, branding).map(({ section, items }) => (
          <div key={section} className={section === 'main' ? undefined : classes.navSection}>
            {section !== 'main' && <div className={classes.navTitle}>{t(`nav.${section}`)}</div>}
            {items.map(({ name, to, icon: Icon, feature }) => (
              <Link key={name} to={to} className={classes.navLink} data-active={isAt(pathname, to)} aria-current={isAt(pathname, to) ? 'page' : undefined} onClick={onNavigate}>
                <Icon size={17} stroke={1.7} />
                {t(`${feature}:nav.${name}`)}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className={classes.sideFoot}><UserMenu /></div>
    </>
  );
}
