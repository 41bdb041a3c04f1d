import { Checkbox, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { amountTyped, isZero } from '~/format/money';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { ProblemAlert } from '~/ui/form';
import { Facts } from '~/ui/layout';
import { tellDone } from '~/ui/problems';
import { Money } from '~/ui/values';

type Invoice = Schemas['InvoiceView'];

/** Gives back an invoice or some of its lines; the API tells beforehand what that comes to. */
export function CreditNoteModal({ invoice, touched, onClose }: { invoice: Invoice; touched: readonly string[]; onClose: () => void }) {
  const t = useTexts('invoices');
  const id = invoice.id ?? '';
  const [chosen, setChosen] = useState<Record<string, string>>(Object.fromEntries((invoice.lines ?? []).map((line) => [line.id ?? '', ''])));
  const [toBalance, setToBalance] = useState(false);
  const [reason, setReason] = useState('');
  const [refund, setRefund] = useState('');
  const isWrong = (amount: string | undefined) => !!amount?.trim() && amountTyped(amount, invoice.currency) === undefined;
  const wrong = Object.values(chosen).some(isWrong);
  const lines = Object.entries(chosen).map(([line_id, amount]) => ({ line_id, ...(amount.trim() ? { amount: { amount: amountTyped(amount, invoice.currency) ?? '', currency: invoice.currency ?? '' } } : {}) }));
  const wanted = { lines, to_credit_balance: toBalance };
  // As text, since the same values are another object each time.
  const text = JSON.stringify(wanted);
  const [asked] = useDebouncedValue(text, 350);
  const settled = asked === text;
  const preview = useQuery({
    queryKey: ['credit-note-preview', id, asked],
    queryFn: () => body(api.POST('/api/v1/invoices/{id}/credit-notes/preview', { params: { path: { id } }, body: JSON.parse(asked) as typeof wanted })),
    enabled: lines.length > 0 && settled && !wrong,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const create = useSubmit((typed: Schemas['CreateCreditNote'], { headers }) => body(api.POST('/api/v1/invoices/{id}/credit-notes', { params: { path: { id } }, body: typed, headers })), {
    touched,
    onDone: (made) => {
      tellDone(t('credit.done', { number: made.number }));
      onClose();
    },
  });
  const needsRefund = !isZero(preview.data?.refund);
  const toggle = (line: string, on: boolean) => {
    const { [line]: _, ...rest } = chosen;
    setChosen(on ? { ...rest, [line]: '' } : rest);
  };
  return (
    <ConfirmModal
      opened
      size="xl"
      onClose={onClose}
      title={t('credit.title', { number: invoice.number })}
      confirm={t('do.credit')}
      pending={create.isPending}
      error={create.error}
      disabled={!reason.trim() || lines.length === 0 || wrong || !settled || !preview.isSuccess || preview.isFetching || (needsRefund && !refund.trim())}
      onConfirm={() => create.mutate({ reason: reason.trim(), ...wanted, ...(needsRefund ? { refund: { reference: refund.trim() } } : {}) })}
    >
      <Stack gap="sm">
        <Text c="dimmed">{t('credit.text')}</Text>
        {(invoice.lines ?? []).map((line) => {
          const lineId = line.id ?? '';
          const on = lineId in chosen;
          return (
            <div key={lineId} style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
              <Checkbox style={{ flex: 1, minWidth: 0 }} label={<>{line.description} · <Money value={line.amount} /></>} checked={on} onChange={(event) => toggle(lineId, event.currentTarget.checked)} />
              <TextInput size="xs" w={130} inputMode="decimal" aria-label={t('credit.amountOf', { line: line.description })} placeholder={t('credit.allLeft')} disabled={!on} value={chosen[lineId] ?? ''} error={isWrong(chosen[lineId]) && t('field.amount')} onChange={(event) => setChosen({ ...chosen, [lineId]: event.currentTarget.value })} />
            </div>
          );
        })}
        <Checkbox label={t('credit.toBalance')} checked={toBalance} onChange={(event) => setToBalance(event.currentTarget.checked)} />
        <Textarea label={t('reason')} required autosize minRows={2} maxLength={500} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {preview.error ? <ProblemAlert error={preview.error} /> : preview.isPending && lines.length > 0 ? <Skeleton height={80} /> : (
          lines.length > 0 && (
            <Facts
              of={[
                [t('subtotal'), <Money key="subtotal" value={preview.data?.subtotal} />],
                [t('tax'), <Money key="tax" value={preview.data?.tax} />],
                [t('total'), <Money key="total" value={preview.data?.total} strong />],
                [t('credit.takenOff'), <Money key="off" value={preview.data?.taken_off_due} />],
                [t('credit.returned'), isZero(preview.data?.returned) ? undefined : <Money value={preview.data?.returned} />],
                [t('credit.refund'), needsRefund && <Money value={preview.data?.refund} />],
              ]}
            />
          )
        )}
        {needsRefund && <TextInput label={t('credit.refundReference')} description={t('credit.refundHint')} required maxLength={200} value={refund} onChange={(event) => setRefund(event.currentTarget.value)} />}
      </Stack>
    </ConfirmModal>
  );
}
