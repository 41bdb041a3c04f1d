import { ActionIcon, Button, Checkbox, Group, Menu, Skeleton, Tooltip } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { saveAs } from '~/api/client';
import type { Page } from '~/api/types';
import { useGo, useStepped, useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { csvOf } from './csv';
import { ErrorState } from './ErrorState';
import { IconChevronLeft, IconChevronRight, IconColumns, IconDownload } from './icons';
import classes from './DataTable.module.css';

/** A column. The texts for CSV are what the API told, not what the locale makes of it. */
export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** For the CSV file; a column without is not in it. */
  text?: (row: Row) => string | number | null | undefined;
  align?: 'right';
  /** Not shown until it is chosen. */
  optional?: boolean;
  /** Not shown on a phone. */
  wide?: boolean;
  wrap?: boolean;
}

interface DataTableProps<Row> {
  /** Names the table: its columns are remembered and its CSV file is called by it. */
  name: string;
  columns: Column<Row>[];
  query: Pick<UseQueryResult<Page<Row>>, 'data' | 'error' | 'isPending' | 'isFetching' | 'refetch'>;
  rowKey: (row: Row) => string;
  /** Where a row leads to. */
  rowLink?: (row: Row) => string | undefined;
  onRow?: (row: Row) => void;
  /** Fields for filtering, at the left above the table. */
  filters?: ReactNode;
  empty: ReactNode;
  /** A table within a page: no tools above; its pages are not in the URL. */
  plain?: boolean;
  caption?: string;
  /** For a plain table with pages: how its cursor is changed. */
  onCursor?: (cursor: string | undefined) => void;
  cursor?: string;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget;
  const next = { ArrowDown: row.nextElementSibling, j: row.nextElementSibling, ArrowUp: row.previousElementSibling, k: row.previousElementSibling }[event.key];
  if (next instanceof HTMLElement) {
    event.preventDefault();
    next.focus();
  }
}

const isControl = (target: EventTarget | null) => target instanceof Element && !!target.closest('a,button,input,label,[role=menuitem]');

/** A list of the API: one page at a time by its cursors, columns to choose, what is shown as CSV. The API orders the rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, columns, query, rowKey, rowLink, onRow, filters, empty, plain = false, caption } = props;
  const t = useTexts();
  const go = useGo();
  const [search, change] = useUrl();
  const stepped = useStepped();
  const [chosen, choose] = useLocalStorage<Record<string, boolean>>({ key: `countinghouse.columns.${name}`, defaultValue: {}, getInitialValueInEffect: false });
  const shown = columns.filter((column) => chosen[column.id] ?? !column.optional);
  const rows = query.data?.data ?? [];
  const next = query.data?.next_cursor ?? undefined;
  const cursor = plain ? props.cursor : search.cursor;
  const toCursor = (wanted: string | undefined) => (plain ? props.onCursor?.(wanted) : change({ cursor: wanted }, true));

  const open = (row: Row, event: MouseEvent | KeyboardEvent) => {
    if (isControl(event.target)) return;
    const link = rowLink?.(row);
    if (link && 'metaKey' in event && (event.metaKey || event.ctrlKey)) window.open(link, '_blank', 'noopener');
    else if (link) go(link);
    else onRow?.(row);
  };
  const opens = !!rowLink || !!onRow;

  if (query.error && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return (
    <div aria-busy={query.isFetching}>
      {!plain && (
        <div className={`${classes.toolbar} no-print`}>
          {filters}
          <span className={classes.spacer} />
          <Tooltip label={t('table.csv')}>
            <ActionIcon aria-label={t('table.csv')} disabled={rows.length === 0} onClick={() => saveAs(new Blob([csvOf(shown, rows)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)}>
              <IconDownload size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Menu closeOnItemClick={false} position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('table.columns')}><IconColumns size={17} stroke={1.7} /></ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('table.columns')}</Menu.Label>
              {columns.map((column) => (
                <Menu.Item key={column.id} component="div" role="menuitemcheckbox" aria-checked={shown.includes(column)} onClick={() => choose({ ...chosen, [column.id]: !shown.includes(column) })}>
                  <Checkbox size="xs" readOnly tabIndex={-1} aria-hidden checked={shown.includes(column)} label={column.header} style={{ pointerEvents: 'none' }} />
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
      {!query.isPending && rows.length === 0 ? (
        empty
      ) : (
        // A table that is wider than the screen is moved by the keyboard, too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes.scroll} tabIndex={opens ? undefined : 0} role={opens ? undefined : 'region'} aria-label={opens ? undefined : (caption ?? t(`table.name.${name}`, name))}>
          <table className={classes.table}>
            <caption className="visually-hidden">{caption ?? t(`table.name.${name}`, name)}</caption>
            <thead>
              <tr>
                {shown.map((column) => (
                  <th key={column.id} scope="col" className={`${column.align === 'right' ? classes.right : ''} ${column.wide ? classes.wide : ''}`}>{column.header}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {query.isPending
                ? Array.from({ length: plain ? 3 : 8 }, (_, index) => (
                    <tr key={index}>{shown.map((column) => <td key={column.id} className={column.wide ? classes.wide : ''}><Skeleton height={12} width={column.align === 'right' ? '50%' : '70%'} ml={column.align === 'right' ? 'auto' : 0} /></td>)}</tr>
                  ))
                : rows.map((row, index) => (
                    <tr
                      key={rowKey(row)}
                      className={opens ? classes.clickable : undefined}
                      tabIndex={opens ? (index === 0 ? 0 : -1) : undefined}
                      onClick={opens ? (event) => open(row, event) : undefined}
                      onKeyDown={opens ? (event) => (event.key === 'Enter' && event.target === event.currentTarget ? open(row, event) : moveFocus(event)) : undefined}
                    >
                      {shown.map((column) => (
                        <td key={column.id} className={`${column.align === 'right' ? `${classes.right} num` : ''} ${column.wide ? classes.wide : ''} ${column.wrap ? classes.wrap : ''}`}>{column.cell(row)}</td>
                      ))}
                    </tr>
                  ))}
            </tbody>
          </table>
        </div>
      )}
      {(cursor || next) && !query.isPending && (!plain || props.onCursor) && (
        <div className={`${classes.footer} no-print`}>
          <span>{t('table.rows', { count: rows.length })}</span>
          <Group gap="xs">
            {cursor && <Button variant="default" size="xs" onClick={() => toCursor(undefined)}>{t('table.first')}</Button>}
            {cursor && !plain && stepped && <Button variant="default" size="xs" leftSection={<IconChevronLeft size={14} />} onClick={() => history.back()}>{t('table.previous')}</Button>}
            {next && <Button variant="default" size="xs" rightSection={<IconChevronRight size={14} />} onClick={() => toCursor(next)}>{t('table.next')}</Button>}
          </Group>
        </div>
      )}
    </div>
  );
}
