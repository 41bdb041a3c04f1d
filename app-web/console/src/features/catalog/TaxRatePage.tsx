import { ThingPage } from '~/features/parts/things';
import { TAX_RATES } from './taxRateKind';

export default function TaxRatePage() {
  return <ThingPage kind={TAX_RATES} />;
}
