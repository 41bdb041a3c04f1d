import { ThingList } from '~/features/parts/things';
import { METRICS } from './kinds';

export default function MetricList() {
  return <ThingList kind={METRICS} />;
}
