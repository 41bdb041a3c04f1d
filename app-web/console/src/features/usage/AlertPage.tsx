import { ThingPage } from '~/features/parts/things';
import { ALERTS } from './alerts';

export default function AlertPage() {
  return <ThingPage kind={ALERTS} />;
}
