/** Types of events (outbox.EventTypes, docs/EVENTS.md), and all of a resource such as `invoice.*`. */
const RESOURCES: Record<string, string[]> = {
  add_on: ['archived', 'created', 'updated'],
  billable_metric: ['changed', 'created', 'updated'],
  coupon: ['archived', 'created', 'updated'],
  credit_note: ['created'],
  customer: ['created', 'updated'],
  dunning: ['step_taken'],
  feature: ['archived', 'created', 'updated'],
  invoice: ['draft_created', 'finalized', 'skipped', 'voided', 'written_off'],
  legal_entity: ['archived', 'created', 'updated'],
  payment: ['failed', 'requires_action', 'succeeded', 'unexpected'],
  payment_method: ['attached', 'detached'],
  payment_reminder: ['due'],
  plan: ['created', 'discarded', 'entitled', 'updated'],
  plan_version: ['archived', 'discarded', 'draft', 'published'],
  refund: ['created', 'failed', 'succeeded', 'unexpected'],
  subscription: ['activated', 'billing_retried', 'canceled', 'change_failed', 'change_planned', 'change_withdrawn', 'changed', 'created', 'incomplete_expired', 'paused', 'plan_version_changed', 'refund_failed', 'resumed'],
  tax_rate: ['archived', 'created', 'updated'],
  tenant: ['limit_reached'],
  usage: ['amended', 'threshold_reached'],
  usage_alert: ['archived', 'created', 'updated'],
  wallet: ['top_up_failed', 'topped_up'],
  webhook_endpoint: ['disabled', 'ping'],
};

export const EVENT_TYPES = Object.entries(RESOURCES).flatMap(([resource, names]) => names.map((name) => `${resource}.${name}`));

/** What an endpoint can ask for. */
export const SELECTORS = Object.entries(RESOURCES).map(([resource, names]) => ({ group: resource, items: [`${resource}.*`, ...names.map((name) => `${resource}.${name}`)] }));
