import { useWords } from '~/i18n';
import { Badge } from '~/ui/StatusBadge';
import type { Tone } from '~/ui/tones';

const TONES: Readonly<Record<string, Tone>> = { processing: 'info', requires_action: 'warning', unknown: 'warning', pending: 'info', open: 'info', succeeded: 'success', paid: 'success', failed: 'danger' };

/** Whether somebody has to look at it, or it is found out by itself. */
export const isOver = (status: string | undefined): boolean => status === 'succeeded' || status === 'failed';

/** How far an attempt, a refund or a payment link has come. */
export function State({ of, status }: { of: 'attempt' | 'refund' | 'link'; status: string | undefined }) {
  const words = useWords('payments');
  return <Badge tone={TONES[status ?? ''] ?? 'neutral'}>{words(of, status)}</Badge>;
}

/** What is read again when money moved. */
export const TOUCHED = ['payments', 'payment-attempts', 'refunds', 'payment-link', 'invoices', 'invoice', 'credit-balance', 'statement', 'ledger', 'analytics'] as const;
