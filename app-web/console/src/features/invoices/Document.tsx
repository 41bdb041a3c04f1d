import type { ReactNode } from 'react';
import type { Amount, Schemas } from '~/api/types';
import { isZero, formatPercent } from '~/format/money';
import { useLocale, useTexts } from '~/i18n';
import { Badge } from '~/ui/StatusBadge';
import { Decimal, Money, Period, Price } from '~/ui/values';
import classes from './document.module.css';

export interface DocumentLine {
  id?: string;
  description?: string;
  purpose?: Schemas['LinePurpose'];
  period_start?: string;
  period_end?: string;
  quantity?: string;
  unit_amount?: string;
  amount?: Amount;
  discount?: Amount;
}

/** The lines of an invoice, a draft or a preview as they are on the document. */
export function Lines({ lines, currency, onExplain }: { lines: DocumentLine[]; currency?: string; onExplain?: (id: string) => void }) {
  const t = useTexts('invoices');
  const discounted = lines.some((line) => !isZero(line.discount));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('lines')}>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col" className={classes.right}>{t('quantity')}</th>
            <th scope="col" className={`${classes.right} ${classes.narrow}`}>{t('unitPrice')}</th>
            {discounted && <th scope="col" className={`${classes.right} ${classes.narrow}`}>{t('discount')}</th>}
            <th scope="col" className={classes.right}>{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.id ?? index}>
              <td className={classes.what}>
                {line.description} {line.purpose && line.purpose !== 'regular' && <Badge>{t(`purpose.${line.purpose}`)}</Badge>}
                <div className={classes.sub}>
                  <Period from={line.period_start} to={line.period_end} />
                  {onExplain && line.id && <> · <button type="button" className={classes.explain} onClick={() => onExplain(line.id ?? '')}>{t('explain')}</button></>}
                </div>
              </td>
              <td className={classes.right}><Decimal value={line.quantity} /></td>
              <td className={`${classes.right} ${classes.narrow}`}><Price amount={line.unit_amount} currency={currency} /></td>
              {discounted && <td className={`${classes.right} ${classes.narrow}`}>{isZero(line.discount) ? '–' : <Money value={line.discount} />}</td>}
              <td className={classes.right}><Money value={line.amount} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TotalsProps {
  of: { subtotal?: Amount; discount?: Amount; taxes?: Schemas['Tax'][]; tax?: Amount; total?: Amount };
  /** What is below the total: what was paid, what is due. */
  after?: [label: string, value: Amount | undefined][];
  due?: Amount;
}

/** What lines, taxes and payments come to, as the API says. */
export function Totals({ of: { subtotal, discount, taxes = [], tax, total }, after = [], due }: TotalsProps) {
  const t = useTexts('invoices');
  const locale = useLocale();
  const rows: [ReactNode, Amount | undefined, boolean?][] = [
    ...(isZero(discount) ? [] : [[t('discount'), discount] as [ReactNode, Amount | undefined]]),
    [t('subtotal'), subtotal],
    ...taxes.map((one): [ReactNode, Amount | undefined] => [<>{one.name} {formatPercent(locale, one.percent)} <span className={classes.sub}>{t('of')} <Money value={one.base} /></span></>, one.amount]),
    ...(taxes.length === 0 && !isZero(tax) ? [[t('tax'), tax] as [ReactNode, Amount | undefined]] : []),
    // A change that waits for the next invoice has no total yet: its taxes are of that invoice.
    ...(total ? [[t('total'), total, true] as [ReactNode, Amount, boolean]] : []),
    ...after.filter(([, value]) => !isZero(value)),
    ...(due ? [[t('due'), due, true] as [ReactNode, Amount, boolean]] : []),
  ];
  return (
    <div className={classes.totals}>
      {rows.map(([label, value, grand], index) => (
        <div key={index} style={{ display: 'contents' }}>
          <div className={grand ? classes.grand : undefined}>{label}</div>
          <div className={`${classes.value} ${grand ? classes.grand : ''}`}><Money value={value} /></div>
        </div>
      ))}
    </div>
  );
}

/** Who writes to whom, above the lines. */
export function Parties({ seller, customer }: { seller?: Schemas['InvoiceSeller']; customer?: Schemas['BilledCustomer'] }) {
  const t = useTexts('invoices');
  const sellerLines = [seller?.line1, seller?.line2, [seller?.postal_code, seller?.city].filter(Boolean).join(' '), seller?.country, seller?.vat_id].filter(Boolean);
  const where = customer?.address;
  const customerLines = [where?.line1, where?.line2, [where?.postal_code, where?.city].filter(Boolean).join(' '), customer?.country, customer?.vat_id].filter(Boolean);
  return (
    <div className={classes.top}>
      <div className={classes.party}>
        <div className={classes.label}>{t('from')}</div>
        <strong>{seller?.legal_name}</strong>
        {sellerLines.map((line) => <div key={line}>{line}</div>)}
      </div>
      <div className={classes.party}>
        <div className={classes.label}>{t('to')}</div>
        <strong>{customer?.name}</strong>
        {customerLines.map((line) => <div key={line}>{line}</div>)}
      </div>
    </div>
  );
}

export const Paper = ({ children }: { children: ReactNode }) => <div className={classes.paper}>{children}</div>;
