import { ThingPage } from '~/features/parts/things';
import { METRICS } from './kinds';

export default function MetricPage() {
  return <ThingPage kind={METRICS} />;
}
