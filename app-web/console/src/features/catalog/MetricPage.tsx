import { ThingPage } from '~/features/parts/things';
import { METRICS } from './metricKind';

export default function MetricPage() {
  return <ThingPage kind={METRICS} />;
}
