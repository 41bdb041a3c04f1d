import { feature } from '~/app/feature';

/** What the screens of several features are made of; it has none of its own. */
export default feature({ name: 'parts', routes: [] });
