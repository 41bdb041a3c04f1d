import { ThingPage } from '~/features/parts/things';
import { COUPONS } from './couponKind';

export default function CouponPage() {
  return <ThingPage kind={COUPONS} />;
}
