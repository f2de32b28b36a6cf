// The addresses of the portal. Each page is loaded when it is first gone to.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readAddress, writeAddress } from './model/address';
import type { Address } from './model/search';
import { Frame } from './pages/Frame';
import { NowherePage } from './pages/NowherePage';

type Raw = Record<string, unknown>;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const asAddress = (raw: Raw) => raw as Address;

const root = createRootRoute({ component: Frame, notFoundComponent: NowherePage });

const routes = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/data' }); } }),
  createRoute({ getParentRoute: () => root, path: '/data', validateSearch: asAddress, component: lazyRouteComponent(() => import('./pages/DataPage'), 'DataPage') }),
  createRoute({
    getParentRoute: () => root, path: '/investigations', validateSearch: (raw: Raw): { proposal?: string; instrument?: string } => ({ proposal: text(raw.proposal), instrument: text(raw.instrument) }),
    component: lazyRouteComponent(() => import('./pages/InvestigationsPage'), 'InvestigationsPage'),
  }),
  createRoute({ getParentRoute: () => root, path: '/investigations/$id', validateSearch: asAddress, component: lazyRouteComponent(() => import('./pages/InvestigationPage'), 'InvestigationPage') }),
  createRoute({
    getParentRoute: () => root, path: '/datasets/$id', validateSearch: asAddress,
    component: lazyRouteComponent(() => import('./pages/DatasetPage'), 'DatasetPage'),
  }),
  createRoute({
    getParentRoute: () => root, path: '/compare', validateSearch: (raw: Raw): { ids?: string; lines?: string } => ({ ids: text(raw.ids), lines: text(raw.lines) }),
    component: lazyRouteComponent(() => import('./pages/ComparePage'), 'ComparePage'),
  }),
  createRoute({ getParentRoute: () => root, path: '/instruments', component: lazyRouteComponent(() => import('./pages/InstrumentsPage'), 'InstrumentsPage') }),
  createRoute({
    getParentRoute: () => root, path: '/statistics', validateSearch: (raw: Raw): { of?: string } => ({ of: text(raw.of) }),
    component: lazyRouteComponent(() => import('./pages/StatisticsPage'), 'StatisticsPage'),
  }),
]);

export const router = createRouter({
  routeTree: routes,
  parseSearch: readAddress,
  stringifySearch: writeAddress,
  scrollRestoration: true,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
