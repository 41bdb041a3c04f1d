import { byNamespace } from './texts';

export default byNamespace({
  ...import.meta.glob('./common/en.json', { eager: true, import: 'default' }),
  ...import.meta.glob('../features/*/en.json', { eager: true, import: 'default' }),
});
