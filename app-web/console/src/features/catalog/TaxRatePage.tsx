import { ThingPage } from '~/features/parts/things';
import { TAX_RATES } from './kinds';

export default function TaxRatePage() {
  return <ThingPage kind={TAX_RATES} />;
}
