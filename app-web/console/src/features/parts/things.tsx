/** Lists and pages of the things of a tenant that have a code: made, named anew, archived. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type ComponentType, type ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useMay } from '~/api/session';
import { useSubmit, type Attempt } from '~/api/submit';
import type { Page, Permission } from '~/api/types';
import { useGo, useUrl } from '~/app/search';
import { useTexts } from '~/i18n';
import { ConfirmModal } from '~/ui/ConfirmModal';
import { CopyText } from '~/ui/CopyText';
import { DataTable, type Column } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { ErrorState } from '~/ui/ErrorState';
import { SelectFilter, TextFilter } from '~/ui/filters';
import { Facts, Section } from '~/ui/layout';
import { PageHeader } from '~/ui/PageHeader';
import { PageSkeleton } from '~/ui/PageSkeleton';
import { tellDone } from '~/ui/problems';
import { Badge } from '~/ui/StatusBadge';
import { DateTime } from '~/ui/values';
import { PairsField } from './fields';
import { FormModal } from './Form';
import { IconPlus } from './icons';

export interface Thing {
  id?: string;
  external_id?: string | null;
  code?: string;
  name?: string;
  metadata?: Record<string, unknown> | null;
  version?: number;
  created_at?: string;
  archived_at?: string | null;
}

type T = ReturnType<typeof useTexts>;

/** One kind of things: how they are read, written and shown. */
export interface ThingKind<V extends Thing, F extends FieldValues> {
  /** Namespace of the texts, and the first part of their keys there: `title`, `one`, `new`, `empty`, `emptyHelp`. */
  ns: string;
  key: string;
  /** Path of the list, and the key of its queries. */
  path: string;
  write: Permission;
  list: (query: { limit: string; cursor?: string; code?: string; archived?: string }) => Promise<Page<V>>;
  get: (id: string) => Promise<V>;
  columns: (t: T) => Column<V>[];
  facts: (t: T, thing: V) => [string, ReactNode][];
  blank: () => F;
  toForm: (thing: V) => F;
  create: (values: F, attempt: Attempt) => Promise<V>;
  change?: (thing: V, values: F, attempt: Attempt) => Promise<V>;
  archive?: (thing: V, attempt: Attempt) => Promise<V>;
  /** Whether the list can be asked for what is archived, or what is not; so it is unless said otherwise. */
  filtersArchived?: boolean;
  Fields: ComponentType<{ thing?: V }>;
  fieldOf?: (path: string) => string;
  /** More of a thing's page, below its facts. */
  More?: ComponentType<{ thing: V }>;
  nameOf?: (thing: V) => string;
}

const nameOf = (thing: Thing) => thing.name ?? thing.code ?? '';

export function ThingList<V extends Thing, F extends FieldValues>({ kind }: { kind: ThingKind<V, F> }) {
  const t = useTexts(kind.ns);
  const p = useTexts('parts');
  const go = useGo();
  const [search, change] = useUrl();
  const may = useMay(kind.write);
  const { cursor, code, archived } = search;
  const query = useQuery({ queryKey: [kind.path, 'list', cursor, code, archived], queryFn: () => kind.list({ limit: '50', cursor, code, archived }) });
  const making = may && search.new === '1';
  const create = may && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ new: '1' })}>
      {t(`${kind.key}.new`)}
    </Button>
  );
  const filtered = !!code || !!archived;
  const columns: Column<V>[] = [
    { id: 'name', header: p('thing.name'), cell: (thing) => <strong style={{ fontWeight: 550 }}>{(kind.nameOf ?? nameOf)(thing)}</strong>, text: kind.nameOf ?? nameOf },
    { id: 'code', header: p('thing.code'), cell: (thing) => <span className="mono">{thing.code}</span>, text: (thing) => thing.code, wide: true },
    ...kind.columns(t),
    ...(kind.archive
      ? [{ id: 'status', header: p('thing.status'), cell: (thing: V) => <ArchivedBadge at={thing.archived_at} />, text: (thing: V) => (thing.archived_at ? 'archived' : 'active') }]
      : []),
    { id: 'external_id', header: p('thing.externalId'), cell: (thing) => thing.external_id ?? '–', text: (thing) => thing.external_id, optional: true },
    { id: 'created_at', header: p('thing.createdAt'), cell: (thing) => <DateTime value={thing.created_at} />, text: (thing) => thing.created_at, wide: true, optional: true },
  ];
  return (
    <>
      <PageHeader title={t(`${kind.key}.title`)} actions={create} />
      <Section flush>
        <DataTable
          name={kind.path}
          caption={t(`${kind.key}.title`)}
          columns={columns}
          query={query}
          rowKey={(thing) => thing.id ?? ''}
          rowLink={(thing) => `/${kind.path}/${thing.id}`}
          filters={
            <>
              <TextFilter name="code" label={p('thing.code')} first />
              {kind.archive && kind.filtersArchived !== false && (
                <SelectFilter
                  name="archived"
                  label={p('thing.status')}
                  values={[
                    { value: 'false', label: p('thing.active') },
                    { value: 'true', label: p('thing.archived') },
                  ]}
                />
              )}
            </>
          }
          empty={
            filtered ? (
              <EmptyState title={p('nothingFound')} action={<Button variant="default" onClick={() => change({ code: undefined, archived: undefined })}>{p('clearFilters')}</Button>} />
            ) : (
              <EmptyState title={t(`${kind.key}.empty`)} action={create}>
                {t(`${kind.key}.emptyHelp`)}
              </EmptyState>
            )
          }
        />
      </Section>
      {making && (
        <FormModal
          title={t(`${kind.key}.new`)}
          submitLabel={p('create')}
          onClose={() => change({ new: undefined })}
          values={kind.blank()}
          send={kind.create}
          touched={[kind.path]}
          fieldOf={kind.fieldOf}
          onDone={(made) => {
            tellDone(p('created'));
            go(`/${kind.path}/${made.id}`);
          }}
        >
          <kind.Fields />
        </FormModal>
      )}
    </>
  );
}

export function ArchivedBadge({ at }: { at: string | null | undefined }) {
  const p = useTexts('parts');
  return at ? <Badge>{p('thing.archived')}</Badge> : <Badge tone="success">{p('thing.active')}</Badge>;
}

export function ThingPage<V extends Thing, F extends FieldValues>({ kind }: { kind: ThingKind<V, F> }) {
  const t = useTexts(kind.ns);
  const p = useTexts('parts');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const may = useMay(kind.write);
  const [archives, setArchives] = useState(false);
  // What the form began with: of what is read meanwhile nothing was shown in it.
  const [editing, setEditing] = useState<V>();
  const { data: thing, error, refetch } = useQuery({ queryKey: [kind.path, 'one', id], queryFn: () => kind.get(id) });
  const archiving = useSubmit((_: undefined, attempt) => kind.archive?.(thing as V, attempt) ?? Promise.reject(new Error('Not archived')), {
    touched: [kind.path],
    onDone: () => {
      setArchives(false);
      tellDone(p('archived'));
    },
  });
  if (error && !thing) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!thing) {
    return <PageSkeleton />;
  }
  const live = may && !thing.archived_at;
  return (
    <>
      <PageHeader
        title={(kind.nameOf ?? nameOf)(thing)}
        back={{ to: `/${kind.path}`, label: t(`${kind.key}.title`) }}
        badges={kind.archive && <ArchivedBadge at={thing.archived_at} />}
        actions={
          live && (
            <>
              {kind.archive && (
                <Button variant="default" onClick={() => setArchives(true)}>
                  {p('archive')}
                </Button>
              )}
              {kind.change && <Button onClick={() => setEditing(thing)}>{p('edit')}</Button>}
            </>
          )
        }
      />
      <Section title={p('details')}>
        <Facts
          of={[
            [p('thing.code'), <CopyText key="code" text={thing.code} />],
            ...kind.facts(t, thing),
            [p('thing.externalId'), thing.external_id && <CopyText text={thing.external_id} />],
            ['ID', <CopyText key="id" text={thing.id} />],
            [p('thing.createdAt'), <DateTime key="at" value={thing.created_at} />],
            [p('thing.archivedAt'), thing.archived_at && <DateTime value={thing.archived_at} />],
            ...Object.entries(thing.metadata ?? {}).map(([name, value]): [string, ReactNode] => [`${p('metadata')}: ${name}`, typeof value === 'string' ? value : JSON.stringify(value)]),
          ]}
        />
      </Section>
      {kind.More && <kind.More thing={thing} />}
      {editing && kind.change && (
        <FormModal
          title={(kind.nameOf ?? nameOf)(editing)}
          submitLabel={p('save')}
          onClose={() => setEditing(undefined)}
          values={kind.toForm(editing)}
          send={(values, attempt) => kind.change?.(editing, values, attempt) as Promise<V>}
          touched={[kind.path]}
          fieldOf={kind.fieldOf}
          onDone={() => tellDone(p('saved'))}
        >
          <kind.Fields thing={editing} />
        </FormModal>
      )}
      <ConfirmModal
        opened={archives}
        onClose={() => setArchives(false)}
        title={`${p('archive')}: ${(kind.nameOf ?? nameOf)(thing)}`}
        confirm={p('archive')}
        danger
        pending={archiving.isPending}
        error={archiving.error}
        onConfirm={() => archiving.mutate(undefined)}
      >
        {p('archiveSure')}
      </ConfirmModal>
    </>
  );
}

/** Names and values of one's own at a thing. */
export function MetadataField() {
  const p = useTexts('parts');
  return <PairsField name="metadata" label={p('metadata')} keyLabel={p('metadataKey')} valueLabel={p('metadataValue')} />;
}
