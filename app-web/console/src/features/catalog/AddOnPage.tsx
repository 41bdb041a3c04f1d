import { ThingPage } from '~/features/parts/things';
import { ADD_ONS } from './kinds';

export default function AddOnPage() {
  return <ThingPage kind={ADD_ONS} />;
}
