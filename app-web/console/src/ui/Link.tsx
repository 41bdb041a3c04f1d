import { Link as RouterLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import { parseSearch } from '~/app/router-search';

interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** A path of the console, with filters behind ? where wanted. */
  to: string;
  ref?: Ref<HTMLAnchorElement>;
}

/** A link within the console: opens without loading the page anew, and in a new tab where that is asked for. */
export function Link({ to, ...rest }: LinkProps) {
  const [path = '/', query = ''] = to.split('?');
  return <RouterLink {...(rest as object)} to={path as never} search={parseSearch(query) as never} />;
}
