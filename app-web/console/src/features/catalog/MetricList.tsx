import { ThingList } from '~/features/parts/things';
import { METRICS } from './metricKind';

export default function MetricList() {
  return <ThingList kind={METRICS} />;
}
