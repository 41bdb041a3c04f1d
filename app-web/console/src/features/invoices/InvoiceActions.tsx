import { Button, Menu, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import { useClock, useTenant } from '~/api/tenant';
import type { Schemas } from '~/api/types';
import { useGo } from '~/app/search';
import { dayIn } from '~/format/dates';
import { amountTyped, isZero } from '~/format/money';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { IconDots } from '~/ui/icons';
import { tellDone } from '~/ui/problems';
import { Money } from '~/ui/values';
import { CreditNoteModal } from './CreditNoteModal';

type Invoice = Schemas['InvoiceView'];
type Doing = 'pay' | 'credit' | 'void' | 'uncollectible' | 'replace';

const TOUCHED = ['invoices', 'invoice', 'payments', 'credit-notes', 'credit-balance', 'statement', 'wallets', 'ledger'] as const;

/** What can be done with an invoice as it stands, by who may do it. */
export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const t = useTexts('invoices');
  const mayPay = useMay('payment:write');
  const mayCredit = useMay('credit_note:write');
  const [doing, setDoing] = useState<Doing>();
  const { status } = invoice;
  const open = status === 'finalized' || status === 'partially_paid';
  const takesPayments = open || status === 'uncollectible';
  const more: [Doing, boolean][] = [
    ['credit', mayCredit && status !== 'void' && status !== 'skipped'],
    ['void', mayCredit && status === 'finalized'],
    ['uncollectible', mayCredit && open],
    ['replace', mayCredit && status === 'void' && !invoice.replaced_by_id],
  ];
  const offered = more.filter(([, offer]) => offer);
  const close = () => setDoing(undefined);
  return (
    <>
      {mayPay && takesPayments && <Button onClick={() => setDoing('pay')}>{t('pay')}</Button>}
      {offered.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target><Button variant="default" px={8} aria-label={t('actions')}><IconDots size={17} /></Button></Menu.Target>
          <Menu.Dropdown>
            {offered.map(([name]) => <Menu.Item key={name} color={name === 'void' || name === 'uncollectible' ? 'red' : undefined} onClick={() => setDoing(name)}>{t(`do.${name}`)}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      )}
      {doing === 'pay' && <Pay invoice={invoice} onClose={close} />}
      {doing === 'credit' && <CreditNoteModal invoice={invoice} touched={TOUCHED} onClose={close} />}
      {(doing === 'void' || doing === 'uncollectible') && <CloseInvoice invoice={invoice} how={doing} onClose={close} />}
      {doing === 'replace' && <Replace invoice={invoice} onClose={close} />}
    </>
  );
}

function Pay({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts('invoices');
  const zone = useTenant().data?.time_zone ?? 'UTC';
  const now = useClock().data?.now;
  const due = isZero(invoice.due) ? '' : (invoice.due?.amount ?? '');
  const [amount, setAmount] = useState(due);
  const typed = amountTyped(amount, invoice.currency, due);
  const [reference, setReference] = useState('');
  const [paidOn, setPaidOn] = useState(now ? dayIn(zone, now) : '');
  const pay = useSubmit((typed: Schemas['RecordPayment'], { headers }) => body(api.POST('/api/v1/invoices/{id}/payments', { params: { path: { id: invoice.id ?? '' } }, body: typed, headers })), {
    touched: TOUCHED,
    onDone: () => {
      tellDone(t('paid.done'));
      onClose();
    },
  });
  const fault = (field: string) => pay.error?.faults.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message;
  const send = () => typed !== undefined && pay.mutate({ amount: { amount: typed, currency: invoice.currency ?? '' }, reference: reference.trim(), ...(paidOn ? { paid_on: paidOn } : {}) });
  return (
    <ConfirmModal opened onClose={onClose} title={t('pay.title', { number: invoice.number })} confirm={t('pay')} pending={pay.isPending} error={pay.error && pay.error.faults.length === 0 ? pay.error : undefined} disabled={typed === undefined || !reference.trim()} onConfirm={send}>
      <Stack gap="sm">
        <Text c="dimmed">{t('due')}: <Money value={invoice.due} strong /></Text>
        <TextInput label={t('pay.amount', { currency: invoice.currency })} inputMode="decimal" required data-autofocus value={amount} onChange={(event) => setAmount(event.currentTarget.value)} error={fault('amount') ?? (amount && typed === undefined ? t('field.amount') : undefined)} />
        <TextInput label={t('reference')} description={t('pay.referenceHint')} required maxLength={200} value={reference} onChange={(event) => setReference(event.currentTarget.value)} error={fault('reference')} />
        <TextInput label={t('paidOn')} type="date" value={paidOn} onChange={(event) => setPaidOn(event.currentTarget.value)} error={fault('paid_on')} />
      </Stack>
    </ConfirmModal>
  );
}

function CloseInvoice({ invoice, how, onClose }: { invoice: Invoice; how: 'void' | 'uncollectible'; onClose: () => void }) {
  const t = useTexts('invoices');
  const [reason, setReason] = useState('');
  const params = { path: { id: invoice.id ?? '' } };
  const close = useSubmit(
    (typed: Schemas['CloseInvoice'], { headers }) => body(how === 'void' ? api.POST('/api/v1/invoices/{id}/void', { params, body: typed, headers }) : api.POST('/api/v1/invoices/{id}/uncollectible', { params, body: typed, headers })),
    { touched: TOUCHED, onDone: onClose },
  );
  return (
    <ConfirmModal opened onClose={onClose} danger title={t(`${how}.title`, { number: invoice.number })} confirm={t(`do.${how}`)} pending={close.isPending} error={close.error} disabled={!reason.trim()} onConfirm={() => close.mutate({ reason: reason.trim() })}>
      <Text>{t(`${how}.text`)}</Text>
      <Textarea label={t('reason')} required autosize minRows={2} maxLength={500} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ConfirmModal>
  );
}

function Replace({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useTexts('invoices');
  const go = useGo();
  const replace = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/invoices/{id}/replacement', { params: { path: { id: invoice.id ?? '' } }, headers })), {
    touched: TOUCHED,
    onDone: (made) => {
      onClose();
      go(`/invoices/${made.id}`);
    },
  });
  return (
    <ConfirmModal opened onClose={onClose} title={t('replace.title', { number: invoice.number })} confirm={t('do.replace')} pending={replace.isPending} error={replace.error} onConfirm={() => replace.mutate(undefined)}>
      <Text>{t('replace.text')}</Text>
    </ConfirmModal>
  );
}
