import { ThingList } from '~/features/parts/things';
import { ALERTS } from './alerts';

export default function AlertList() {
  return <ThingList kind={ALERTS} />;
}
