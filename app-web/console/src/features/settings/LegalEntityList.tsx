import { ThingList } from '~/features/parts/things';
import { LEGAL_ENTITIES } from './legalEntities';

export default function LegalEntityList() {
  return <ThingList kind={LEGAL_ENTITIES} />;
}
