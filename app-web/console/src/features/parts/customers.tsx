import { useQuery } from '@tanstack/react-query';
import { api, body } from '~/api/client';
import { useMay } from '~/api/session';
import { Link } from '~/ui/Link';

/** A customer by his name; his id's end while it is not known. */
export function CustomerName({ id }: { id: string | null | undefined }) {
  const may = useMay('customer:read');
  const { data } = useQuery({
    queryKey: ['customers', 'one', id],
    queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: !!id && may,
    staleTime: 300_000,
  });
  if (!id) {
    return <span>–</span>;
  }
  const name = data?.name ?? `…${id.slice(-8)}`;
  return may ? <Link to={`/customers/${id}`}>{name}</Link> : <span className="mono">{name}</span>;
}
