import { ThingList } from '~/features/parts/things';
import { COUPONS } from './couponKind';

export default function CouponList() {
  return <ThingList kind={COUPONS} />;
}
