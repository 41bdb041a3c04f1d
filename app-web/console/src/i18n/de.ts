import { byNamespace } from './texts';

export default byNamespace({
  ...import.meta.glob('./common/de.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../features/*/de.json', { eager: true, import: 'default' }),
});
