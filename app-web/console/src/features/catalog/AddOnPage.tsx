import { ThingPage } from '~/features/parts/things';
import { ADD_ONS } from './addOnKind';

export default function AddOnPage() {
  return <ThingPage kind={ADD_ONS} />;
}
