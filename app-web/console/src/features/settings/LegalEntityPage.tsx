import { ThingPage } from '~/features/parts/things';
import { LEGAL_ENTITIES } from './legalEntities';

export default function LegalEntityPage() {
  return <ThingPage kind={LEGAL_ENTITIES} />;
}
