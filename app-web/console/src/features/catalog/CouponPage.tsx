import { ThingPage } from '~/features/parts/things';
import { COUPONS } from './kinds';

export default function CouponPage() {
  return <ThingPage kind={COUPONS} />;
}
