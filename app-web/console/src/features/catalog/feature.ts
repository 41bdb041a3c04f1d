import { feature } from '~/app/feature';
import { IconBox, IconPercentage, IconPuzzle, IconRulerMeasure, IconStack, IconTicket } from '~/features/parts/icons';

export default feature({
  name: 'catalog',
  nav: [
    { name: 'plans', to: '/plans', icon: IconStack, section: 'catalog', order: 10, permission: 'catalog:read', shortcut: 'p' },
    { name: 'metrics', to: '/billable-metrics', icon: IconRulerMeasure, section: 'catalog', order: 20, permission: 'catalog:read', shortcut: 'm' },
    { name: 'addOns', to: '/add-ons', icon: IconBox, section: 'catalog', order: 30, permission: 'catalog:read' },
    { name: 'coupons', to: '/coupons', icon: IconTicket, section: 'catalog', order: 40, permission: 'catalog:read' },
    { name: 'taxRates', to: '/tax-rates', icon: IconPercentage, section: 'catalog', order: 50, permission: 'catalog:read' },
    { name: 'features', to: '/features', icon: IconPuzzle, section: 'catalog', order: 60, permission: 'catalog:read' },
  ],
  actions: [
    { name: 'newPlan', to: '/plans/new', permission: 'catalog:write' },
    { name: 'newMetric', to: '/billable-metrics?new=1', permission: 'catalog:write' },
    { name: 'newCoupon', to: '/coupons?new=1', permission: 'catalog:write' },
  ],
  routes: [
    { path: '/plans', permission: 'catalog:read', component: () => import('./PlanList') },
    { path: '/plans/new', permission: 'catalog:write', component: () => import('./PlanNew') },
    { path: '/plans/document', permission: 'catalog:read', component: () => import('./CatalogDocument') },
    { path: '/plans/$id', permission: 'catalog:read', component: () => import('./PlanPage') },
    { path: '/plans/$id/versions/$number/edit', permission: 'catalog:write', component: () => import('./PlanDraft') },
    { path: '/plans/$id/versions/new', permission: 'catalog:write', component: () => import('./PlanDraft') },
    { path: '/billable-metrics', permission: 'catalog:read', component: () => import('./MetricList') },
    { path: '/billable-metrics/$id', permission: 'catalog:read', component: () => import('./MetricPage') },
    { path: '/add-ons', permission: 'catalog:read', component: () => import('./AddOnList') },
    { path: '/add-ons/$id', permission: 'catalog:read', component: () => import('./AddOnPage') },
    { path: '/coupons', permission: 'catalog:read', component: () => import('./CouponList') },
    { path: '/coupons/$id', permission: 'catalog:read', component: () => import('./CouponPage') },
    { path: '/tax-rates', permission: 'catalog:read', component: () => import('./TaxRateList') },
    { path: '/tax-rates/$id', permission: 'catalog:read', component: () => import('./TaxRatePage') },
    { path: '/features', permission: 'catalog:read', component: () => import('./FeatureList') },
    { path: '/features/$id', permission: 'catalog:read', component: () => import('./FeaturePage') },
  ],
});
