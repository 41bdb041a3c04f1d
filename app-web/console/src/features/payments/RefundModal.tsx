import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { amountTyped } from '~/format/money';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { tellDone } from '~/ui/problems';
import { Money } from '~/ui/values';
import { TOUCHED } from './states';

/** Gives money of a payment back: all that is left of it, or an amount. The API says what may go back. */
export function RefundModal({ payment, onClose }: { payment: Schemas['PaymentView']; onClose: () => void }) {
  const t = useTexts('payments');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const currency = payment.amount?.currency;
  const all = amount.trim() === '';
  const typed = all ? undefined : amountTyped(amount, currency);
  const refund = useSubmit((wanted: Schemas['RefundPayment'], { headers }) => body(api.POST('/api/v1/payments/{id}/refund', { params: { path: { id: payment.id ?? '' } }, body: wanted, headers })), {
    touched: TOUCHED,
    onDone: (made) => {
      tellDone(made.status === 'succeeded' ? t('refund.done') : t('refund.begun'));
      onClose();
    },
  });
  const fault = (field: string) => refund.error?.faults.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message;
  const send = () => refund.mutate({ ...(typed === undefined ? {} : { amount: { amount: typed, currency: currency ?? '' } }), ...(reason.trim() ? { reason: reason.trim() } : {}) });
  return (
    <ConfirmModal
      opened
      danger
      onClose={onClose}
      title={t('refund.title')}
      confirm={t('refund')}
      pending={refund.isPending}
      error={refund.error && refund.error.faults.length === 0 ? refund.error : undefined}
      disabled={!all && typed === undefined}
      onConfirm={send}
    >
      <Stack gap="sm">
        <Text><Money value={payment.amount} strong /> · {payment.reference}</Text>
        <Text c="dimmed" size="sm">{payment.gateway === 'stripe' ? t('refund.byStripe') : t('refund.byHand')} {t('refund.owed')}</Text>
        <TextInput label={t('refund.amount', { currency })} placeholder={t('refund.all')} inputMode="decimal" data-autofocus value={amount} onChange={(event) => setAmount(event.currentTarget.value)} error={fault('amount') ?? (!all && typed === undefined ? t('field.amount') : undefined)} />
        <Textarea label={t('reason')} autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={fault('reason')} />
      </Stack>
    </ConfirmModal>
  );
}
