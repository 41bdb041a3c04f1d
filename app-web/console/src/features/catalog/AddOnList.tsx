import { ThingList } from '~/features/parts/things';
import { ADD_ONS } from './addOnKind';

export default function AddOnList() {
  return <ThingList kind={ADD_ONS} />;
}
