import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { asProblem } from '~/api/problem';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { CopyText } from '~/ui/CopyText';
import { Facts, Section } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { DateTime, Money } from '~/ui/values';
import { State, TOUCHED } from './states';

type Invoice = Schemas['InvoiceView'];
type Doing = 'collect' | 'open' | 'close';

/** The newest page of Stripe on which an invoice can be paid; null where there was none. */
function useNewestLink(id: string) {
  return useQuery({
    queryKey: ['payment-link', id],
    queryFn: () =>
      body(api.GET('/api/v1/invoices/{id}/payment-link', { params: { path: { id } } })).catch((thrown: unknown) => {
        if (asProblem(thrown).status === 404) return null;
        throw thrown;
      }),
    enabled: useMay('payment:read'),
  });
}

/** How an open invoice is paid through Stripe: charged now, or by a page that is sent to the customer. */
export function Collecting({ invoice }: { invoice: Invoice }) {
  const t = useTexts('payments');
  const id = invoice.id ?? '';
  const mayRead = useMay('payment:read');
  const mayPay = useMay('payment:write');
  const [doing, setDoing] = useState<Doing>();
  const { data: link } = useNewestLink(id);
  const due = invoice.status === 'finalized' || invoice.status === 'partially_paid';
  if (!mayRead || (!link && !(due && mayPay))) return null;
  const isOpen = link?.status === 'open' || link?.status === 'created';
  const close = () => setDoing(undefined);
  return (
    <Section
      title={t('stripe')}
      actions={
        mayPay && (
          <>
            {due && !isOpen && <Button size="xs" variant="default" onClick={() => setDoing('collect')}>{t('collect')}</Button>}
            {due && !isOpen && <Button size="xs" variant="default" onClick={() => setDoing('open')}>{t('link.make')}</Button>}
            {isOpen && <Button size="xs" variant="default" onClick={() => setDoing('close')}>{t('link.close')}</Button>}
          </>
        )
      }
    >
      {link ? (
        <Facts
          of={[
            [t('link'), <State key="status" of="link" status={link.status} />],
            [t('amount'), <Money key="amount" value={link.amount} />],
            [t('link.url'), isOpen && <CopyText text={link.url} />],
            [t('link.expires'), isOpen && <DateTime value={link.expires_at} />],
            [t('why'), link.message ?? link.code],
          ]}
        />
      ) : (
        <Text c="dimmed" size="sm">{t('link.none')}</Text>
      )}
      {doing === 'collect' && <Collect invoice={invoice} onClose={close} />}
      {doing === 'open' && <OpenLink invoice={invoice} onClose={close} />}
      {doing === 'close' && <CloseLink id={id} onClose={close} />}
    </Section>
  );
}

function Collect({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts('payments');
  const collect = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/invoices/{id}/collect', { params: { path: { id: invoice.id ?? '' } }, headers })), {
    touched: TOUCHED,
    onDone: (attempt) => {
      tellDone(`${t('collect')}: ${t(`attempt.${attempt.status}`)}`);
      onClose();
    },
  });
  return (
    <ConfirmModal opened onClose={onClose} title={t('collect.title', { number: invoice.number })} confirm={t('collect')} pending={collect.isPending} error={collect.error} onConfirm={() => collect.mutate(undefined)}>
      <Text>{t('collect.text')} <Money value={invoice.due} strong /></Text>
    </ConfirmModal>
  );
}

function OpenLink({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts('payments');
  const [url, setUrl] = useState('https://');
  const open = useSubmit((success_url: string, { headers }) => body(api.POST('/api/v1/invoices/{id}/payment-link', { params: { path: { id: invoice.id ?? '' } }, body: { success_url }, headers })), { touched: ['payment-link', 'payment-attempts'], onDone: onClose });
  const fault = open.error?.faults.find(({ field }) => field === 'success_url')?.message;
  return (
    <ConfirmModal opened onClose={onClose} title={t('link.title', { number: invoice.number })} confirm={t('link.make')} pending={open.isPending} error={fault ? undefined : open.error} disabled={!/^https?:\/\/[^\s/?#]+/.test(url)} onConfirm={() => open.mutate(url.trim())}>
      <Group gap="sm">
        <Text c="dimmed" size="sm">{t('link.text')}</Text>
        <TextInput w="100%" type="url" label={t('link.success')} required maxLength={2000} data-autofocus value={url} error={fault} onChange={(event) => setUrl(event.currentTarget.value)} />
      </Group>
    </ConfirmModal>
  );
}

function CloseLink({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts('payments');
  const close = useSubmit(() => body(api.DELETE('/api/v1/invoices/{id}/payment-link', { params: { path: { id } } })), { touched: TOUCHED, onDone: onClose });
  return (
    <ConfirmModal opened danger onClose={onClose} title={t('link.close')} confirm={t('link.close')} pending={close.isPending} error={close.error} onConfirm={() => close.mutate(undefined)}>
      <Text>{t('link.closeText')}</Text>
    </ConfirmModal>
  );
}
