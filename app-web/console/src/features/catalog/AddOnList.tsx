import { ThingList } from '~/features/parts/things';
import { ADD_ONS } from './kinds';

export default function AddOnList() {
  return <ThingList kind={ADD_ONS} />;
}
