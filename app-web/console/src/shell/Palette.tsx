import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { api, body } from '~/api/client';
import { mayDo, useSession } from '~/api/session';
import { currentBranding } from '~/app/branding';
import { navigation, quickActions } from '~/app/features';
import { useGo } from '~/app/search';
import { useTexts } from '~/i18n';
import { IconSearch } from '~/ui/icons';
import classes from './shell.module.css';

interface Hit {
  id: string;
  label: string;
  kind: string;
  to: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the API finds by exactly this text: an invoice's number, an external id. */
function useFound(text: string): Hit[] {
  const t = useTexts();
  const session = useSession();
  const { data } = useQuery({
    queryKey: ['palette', text],
    enabled: text.length >= 3,
    queryFn: async () => {
      const [invoices, customers, subscriptions] = await Promise.all([
        mayDo(session, 'invoice:read') && !UUID.test(text) ? body(api.GET('/api/v1/invoices', { params: { query: { number: text, limit: '3' } } })) : undefined,
        mayDo(session, 'customer:read') ? body(api.GET('/api/v1/customers', { params: { query: { external_id: text, limit: '3' } } })) : undefined,
        mayDo(session, 'subscription:read') ? body(api.GET('/api/v1/subscriptions', { params: { query: { external_id: text, limit: '3' } } })) : undefined,
      ]);
      return { invoices: invoices?.data ?? [], customers: customers?.data ?? [], subscriptions: subscriptions?.data ?? [] };
    },
  });
  if (!data) return [];
  return [
    ...data.invoices.map((found) => ({ id: found.id ?? '', label: `${found.number} · ${found.customer?.name}`, kind: t('palette.invoice'), to: `/invoices/${found.id}` })),
    ...data.customers.map((found) => ({ id: found.id ?? '', label: found.name ?? '', kind: t('palette.customer'), to: `/customers/${found.id}` })),
    ...data.subscriptions.map((found) => ({ id: found.id ?? '', label: found.external_id ?? found.plan ?? '', kind: t('palette.subscription'), to: `/subscriptions/${found.id}` })),
  ];
}

/** Goes anywhere and begins anything by typing its name. */
export default function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTexts();
  const session = useSession();
  const go = useGo();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const found = useFound(settled);
  const fits = (label: string) => label.toLowerCase().includes(typed.trim().toLowerCase());
  const hits: Hit[] = [
    ...found,
    ...navigation(session, currentBranding()).flatMap(({ items }) => items).map(({ name, to, feature }) => ({ id: `nav-${name}`, label: t(`${feature}:nav.${name}`), kind: t('palette.page'), to })),
    ...quickActions(session).map(({ name, to, feature }) => ({ id: `action-${name}`, label: t(`${feature}:action.${name}`), kind: t('palette.action'), to })),
  ].filter((hit, index) => index < found.length || fits(hit.label));
  const selected = Math.min(at, Math.max(0, hits.length - 1));

  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    setTyped('');
    go(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((selected + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % Math.max(1, hits.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      choose(hits[selected]);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} withCloseButton={false} padding={0} size={560} yOffset="12vh" centered={false} title={t('palette.title')} classNames={{ header: 'visually-hidden' }}>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        px="sm"
        py={4}
        leftSection={<IconSearch size={17} />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[selected] ? `palette-${hits[selected].id}` : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        style={{ borderBottom: '1px solid var(--ch-line)' }}
      />
      <div className={classes.list} id="palette-hits" role="listbox" aria-label={t('palette.title')}>
        {hits.map((hit, index) => (
          // The keyboard chooses by the field above, which names the active option.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div key={hit.id} id={`palette-${hit.id}`} role="option" aria-selected={index === selected} tabIndex={-1} className={classes.hit} data-selected={index === selected} onMouseMove={() => setAt(index)} onClick={() => choose(hit)}>
            {hit.label}
            <span className={classes.hitKind}>{hit.kind}</span>
          </div>
        ))}
      </div>
    </Modal>
  );
}
