import { ThingPage } from '~/features/parts/things';
import { FEATURES_KIND } from './featureKind';

export default function FeaturePage() {
  return <ThingPage kind={FEATURES_KIND} />;
}
