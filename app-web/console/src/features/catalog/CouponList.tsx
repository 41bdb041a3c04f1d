import { ThingList } from '~/features/parts/things';
import { COUPONS } from './kinds';

export default function CouponList() {
  return <ThingList kind={COUPONS} />;
}
