import { Group, Skeleton, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from './Link';
import classes from './layout.module.css';

/** A card with a heading; flush where its content reaches the edges (tables). */
export function Section({ title, actions, flush = false, children }: { title?: ReactNode; actions?: ReactNode; flush?: boolean; children: ReactNode }) {
  return (
    <section className={classes.section}>
      {(title || actions) && (
        <div className={classes.sectionHead}>
          <Title order={2}>{title}</Title>
          {actions && <Group gap="xs">{actions}</Group>}
        </div>
      )}
      <div className={flush ? classes.flush : classes.sectionBody}>{children}</div>
    </section>
  );
}

/** Names and values; what is undefined or null is left out. */
export function Facts({ of }: { of: [label: string, value: ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {of.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '').map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A wide column and a narrow one beside it; one above the other where there is no room. */
export const Columns = ({ children }: { children: ReactNode }) => <div className={classes.columns}>{children}</div>;

export const Kpis = ({ children }: { children: ReactNode }) => <div className={classes.kpis}>{children}</div>;

export function Kpi({ label, to, loading = false, children, hint, trend }: { label: string; to?: string; loading?: boolean; children: ReactNode; hint?: ReactNode; trend?: ReactNode }) {
  const content = (
    <>
      <div className={classes.kpiLabel}>{label}</div>
      <div className={classes.kpiValue}>{loading ? <Skeleton height={18} width="60%" my={6} /> : children}</div>
      {hint && <div className={classes.kpiLabel}>{hint}</div>}
      {trend && <div className={classes.kpiTrend}>{trend}</div>}
    </>
  );
  return to ? <Link to={to} className={classes.kpi}>{content}</Link> : <div className={classes.kpi}>{content}</div>;
}
