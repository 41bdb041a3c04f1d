import { ThingList } from '~/features/parts/things';
import { FEATURES_KIND } from './featureKind';

export default function FeatureList() {
  return <ThingList kind={FEATURES_KIND} />;
}
