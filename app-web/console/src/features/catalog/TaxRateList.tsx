import { ThingList } from '~/features/parts/things';
import { TAX_RATES } from './kinds';

export default function TaxRateList() {
  return <ThingList kind={TAX_RATES} />;
}
