export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** The tone of each status that the API tells. The words are in the common texts: `status.<status>`. */
export const STATUS_TONES: Readonly<Record<string, Tone>> = {
  draft: 'neutral', finalized: 'info', partially_paid: 'warning', paid: 'success', void: 'neutral', uncollectible: 'danger', skipped: 'neutral', overdue: 'danger',
  pending: 'info', incomplete: 'warning', trialing: 'info', active: 'success', past_due: 'danger', paused: 'warning', canceled: 'neutral', ended: 'neutral', parked: 'danger',
  published: 'success', archived: 'neutral', used_up: 'neutral', removed: 'neutral', terminated: 'neutral',
  enabled: 'success', disabled: 'neutral', deleted: 'neutral', delivered: 'success', dead: 'danger',
  open: 'warning', replayed: 'success', discarded: 'neutral', accepted: 'success', duplicate: 'neutral', rejected: 'danger',
  queued: 'neutral', running: 'info', done: 'success', succeeded: 'success', failed: 'danger', interrupted: 'warning', planned: 'info', withdrawn: 'neutral',
  invited: 'info', expired: 'neutral', revoked: 'neutral', suspended: 'danger', created: 'success', changed: 'info', unchanged: 'neutral', missing: 'warning', zero: 'warning', more_than_double: 'warning',
  gone: 'danger', failing: 'danger', asked: 'neutral',
};
