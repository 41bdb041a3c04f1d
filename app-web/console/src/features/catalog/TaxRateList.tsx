import { ThingList } from '~/features/parts/things';
import { TAX_RATES } from './taxRateKind';

export default function TaxRateList() {
  return <ThingList kind={TAX_RATES} />;
}
