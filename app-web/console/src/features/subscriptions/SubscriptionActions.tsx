import { Button, Menu, Radio, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { useSubmit } from '~/api/submit';
import type { Schemas } from '~/api/types';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { IconChevronDown } from '~/ui/icons';
import { ChangeModal } from './ChangeModal';

type Subscription = Schemas['SubscriptionView'];
type Doing = 'change' | 'pause' | 'resume' | 'cancel';

export const TOUCHED = ['subscription', 'subscriptions', 'invoices', 'draft-invoices', 'customer-usage', 'entitlements', 'statement', 'credit-balance', 'tenant-usage'] as const;

/** What can be done with a subscription as it stands. */
export function SubscriptionActions({ subscription }: { subscription: Subscription }) {
  const t = useTexts('subscriptions');
  const may = useMay('subscription:write');
  const [doing, setDoing] = useState<Doing>();
  const { status } = subscription;
  if (!may || status === 'ended' || status === 'canceled' || status === 'incomplete') return null;
  const running = status === 'active' || status === 'trialing' || status === 'past_due';
  const close = () => setDoing(undefined);
  const offered: Doing[] = [...(running ? (['pause'] as const) : []), ...(status === 'paused' || subscription.pause ? (['resume'] as const) : []), 'cancel'];
  return (
    <>
      {running && <Button variant="default" onClick={() => setDoing('change')}>{t('do.change')}</Button>}
      <Menu position="bottom-end">
        <Menu.Target><Button variant="default" rightSection={<IconChevronDown size={15} />}>{t('actions')}</Button></Menu.Target>
        <Menu.Dropdown>
          {offered.map((name) => <Menu.Item key={name} color={name === 'cancel' ? 'red' : undefined} onClick={() => setDoing(name)}>{t(`do.${name}`)}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      {doing === 'change' && <ChangeModal subscription={subscription} touched={TOUCHED} onClose={close} />}
      {doing === 'pause' && <Pause subscription={subscription} onClose={close} />}
      {doing === 'resume' && <Resume subscription={subscription} onClose={close} />}
      {doing === 'cancel' && <Cancel subscription={subscription} onClose={close} />}
    </>
  );
}

interface DoingProps {
  subscription: Subscription;
  onClose: () => void;
}

function Pause({ subscription, onClose }: DoingProps) {
  const t = useTexts('subscriptions');
  const [behavior, setBehavior] = useState<Schemas['PauseKind']>('billing');
  const [resumeOn, setResumeOn] = useState('');
  const [reason, setReason] = useState('');
  const pause = useSubmit((typed: Schemas['PauseSubscription'], { headers }) => body(api.POST('/api/v1/subscriptions/{id}/pause', { params: { path: { id: subscription.id ?? '' } }, body: typed, headers })), { touched: TOUCHED, onDone: onClose });
  return (
    <ConfirmModal opened onClose={onClose} title={t('pause.title')} confirm={t('do.pause')} pending={pause.isPending} error={pause.error} onConfirm={() => pause.mutate({ behavior, ...(resumeOn ? { resume_on: resumeOn } : {}), ...(reason.trim() ? { reason: reason.trim() } : {}) })}>
      <Stack gap="sm">
        <Radio.Group label={t('pause.what')} value={behavior} onChange={(value) => setBehavior(value as Schemas['PauseKind'])}>
          <Stack gap={8} mt={6}>
            {(['collection', 'billing', 'service'] as const).map((kind) => <Radio key={kind} value={kind} label={t(`pause.${kind}`)} description={t(`pause.${kind}Text`)} />)}
          </Stack>
        </Radio.Group>
        <TextInput type="date" label={t('pause.resumeOn')} description={t('pause.resumeOnText')} value={resumeOn} onChange={(event) => setResumeOn(event.currentTarget.value)} />
        <Textarea label={t('reason')} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </Stack>
    </ConfirmModal>
  );
}

function Resume({ subscription, onClose }: DoingProps) {
  const t = useTexts('subscriptions');
  const resume = useSubmit((_: undefined, { headers }) => body(api.POST('/api/v1/subscriptions/{id}/resume', { params: { path: { id: subscription.id ?? '' } }, headers })), { touched: TOUCHED, onDone: onClose });
  return (
    <ConfirmModal opened onClose={onClose} title={t('do.resume')} confirm={t('do.resume')} pending={resume.isPending} error={resume.error} onConfirm={() => resume.mutate(undefined)}>
      <Text>{t('resume.text')}</Text>
    </ConfirmModal>
  );
}

function Cancel({ subscription, onClose }: DoingProps) {
  const t = useTexts('subscriptions');
  const [at, setAt] = useState<Schemas['CancelAt']>('period_end');
  const [endDate, setEndDate] = useState('');
  const [unused, setUnused] = useState<Schemas['UnusedDays']>('kept');
  const [usage, setUsage] = useState<Schemas['FinalUsage']>('billed');
  const [reason, setReason] = useState('');
  const cancel = useSubmit((typed: Schemas['CancelSubscription'], { headers }) => body(api.POST('/api/v1/subscriptions/{id}/cancel', { params: { path: { id: subscription.id ?? '' } }, body: typed, headers })), { touched: TOUCHED, onDone: onClose });
  const send = () => cancel.mutate({ at, ...(at === 'date' ? { end_date: endDate } : {}), ...(at === 'period_end' ? {} : { unused_days: unused }), final_usage: usage, ...(reason.trim() ? { reason: reason.trim() } : {}) });
  return (
    <ConfirmModal opened danger onClose={onClose} title={t('cancel.title')} confirm={t('do.cancel')} pending={cancel.isPending} error={cancel.error} disabled={at === 'date' && !endDate} onConfirm={send}>
      <Stack gap="sm">
        <Radio.Group label={t('cancel.when')} value={at} onChange={(value) => setAt(value as Schemas['CancelAt'])}>
          <Stack gap={8} mt={6}>
            {(['period_end', 'now', 'date'] as const).map((when) => <Radio key={when} value={when} label={t(`cancel.${when}`)} description={t(`cancel.${when}Text`)} />)}
          </Stack>
        </Radio.Group>
        {at === 'date' && <TextInput type="date" label={t('endsOn')} required value={endDate} onChange={(event) => setEndDate(event.currentTarget.value)} />}
        {at !== 'period_end' && (
          <Radio.Group label={t('cancel.unused')} value={unused} onChange={(value) => setUnused(value as Schemas['UnusedDays'])}>
            <Stack gap={8} mt={6}>{(['kept', 'credited', 'refunded'] as const).map((how) => <Radio key={how} value={how} label={t(`cancel.${how}`)} />)}</Stack>
          </Radio.Group>
        )}
        <Radio.Group label={t('cancel.usage')} value={usage} onChange={(value) => setUsage(value as Schemas['FinalUsage'])}>
          <Stack gap={8} mt={6}>{(['billed', 'skipped'] as const).map((how) => <Radio key={how} value={how} label={t(`cancel.${how}`)} />)}</Stack>
        </Radio.Group>
        <Textarea label={t('reason')} autosize minRows={2} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </Stack>
    </ConfirmModal>
  );
}
