import { createRootRoute, createRoute, notFound, redirect } from "@tanstack/react-router";
import { parseErrorsSearch } from "../features/errors/search.ts";
import { parseExecutionsSearch } from "../features/executions/search.ts";
import { parseFlowSearch } from "../features/flow/search.ts";
import { parseFlowsSearch } from "../features/flows/search.ts";
import { parseHostApiSearch } from "../features/host-api/search.ts";
import { parseHttpApiSearch } from "../features/http-api/search.ts";
import { parseOverviewSearch } from "../features/overview/search.ts";
import { parseSecretsSearch } from "../features/secrets/search.ts";
import { parseSourcesSearch } from "../features/sources/search.ts";
import { parseStateSearch } from "../features/state/search.ts";
import { parseTriggersSearch } from "../features/triggers/search.ts";
import { parseEditorSearch } from "./editor-search.ts";
import { lazyPage } from "./lazy-page.ts";
import type { Crumb } from "./nav.ts";
import { only } from "./only-search.ts";
import { lastRealm, rememberRealm } from "./realm.ts";
import { Root } from "./root.tsx";
import { safeReturn } from "./safe-return.ts";
import { queryClient, trpc } from "./trpc.ts";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** What the page adds to the path on top. */
    crumbs?: (params: Record<string, string>) => Crumb[];
  }
}

/** Not for who has yet to sign in; asked for while the server is asked who somebody is. */
const loadFrame = () => import("./frame/frame.tsx");
/** That it did not come is said by the page that needs it. */
const askForFrame = (): void => void loadFrame().catch(() => undefined);

const rootRoute = createRootRoute({ component: Root });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  async beforeLoad({ location }): Promise<void> {
    askForFrame();
    await requireUser(location.href);
    const realms = await knownRealms();
    const last = lastRealm();
    const realm =
      realms.find((known) => known.name === last) ?? realms.find((known) => !known.closed) ?? realms[0];
    if (!realm) notFound({ throw: true });
    else redirect({ to: "/r/$realm", params: { realm: realm.name }, search: {}, throw: true });
  },
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: only((search): { to?: string } => {
    const to = safeReturn(search.to);
    return to === undefined ? {} : { to };
  }),
  component: lazyPage(() => import("../features/sign-in/route.tsx"), "SignInPage"),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/welcome",
  validateSearch: only((search): { token?: string } =>
    typeof search.token === "string" ? { token: search.token } : {},
  ),
  component: lazyPage(() => import("../features/welcome/route.tsx"), "WelcomePage"),
});

const realmRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/r/$realm",
  async beforeLoad({ location, params }): Promise<void> {
    askForFrame();
    await requireUser(location.href);
    const isKnown = (realms: { name: string }[]) => realms.some((realm) => realm.name === params.realm);
    // One that was made since the list was read.
    if (!isKnown(await knownRealms()) && !isKnown(await queryClient.fetchQuery(realmList())))
      notFound({ throw: true });
    rememberRealm(params.realm);
  },
  component: lazyPage(loadFrame, "Frame"),
});

const overviewRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/",
  validateSearch: only(parseOverviewSearch),
  staticData: { crumbs: () => [{ label: "Overview" }] },
  component: lazyPage(() => import("../features/overview/route.tsx"), "OverviewPage"),
});

const flowsRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/flows",
  validateSearch: only(parseFlowsSearch),
  staticData: { crumbs: () => [{ label: "Flows" }] },
  component: lazyPage(() => import("../features/flows/route.tsx"), "FlowsPage"),
});

const flowRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/flows/$flow",
  validateSearch: only(parseFlowSearch),
  staticData: {
    crumbs: (params) => [{ label: "Flows", to: "/r/$realm/flows" }, { label: params.flow ?? "" }],
  },
  component: lazyPage(() => import("../features/flow/route.tsx"), "FlowPage"),
});

const scriptsRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/scripts",
  validateSearch: only(parseEditorSearch),
  staticData: { crumbs: () => [{ label: "Scripts" }] },
  component: lazyPage(() => import("../features/editor/route.tsx"), "EditorPage"),
});

/** `/r/acme/scripts/login/risk-check`. The editor stays mounted from script to script: both routes render one component. */
const scriptRoute = createRoute({
  getParentRoute: () => scriptsRoute,
  path: "$module/$name",
  validateSearch: only(parseEditorSearch),
  staticData: { crumbs: (params) => [{ label: params.module ?? "" }, { label: params.name ?? "" }] },
});

const sourcesRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/sources",
  validateSearch: only(parseSourcesSearch),
  staticData: { crumbs: () => [{ label: "Sources" }] },
  component: lazyPage(() => import("../features/sources/route.tsx"), "SourcesPage"),
});

const executionsRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/executions",
  validateSearch: only(parseExecutionsSearch),
  staticData: { crumbs: () => [{ label: "Executions" }] },
  component: lazyPage(() => import("../features/executions/route.tsx"), "ExecutionsPage"),
});

const errorsRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/errors",
  validateSearch: only(parseErrorsSearch),
  staticData: { crumbs: () => [{ label: "Errors" }] },
  component: lazyPage(() => import("../features/errors/route.tsx"), "ErrorsPage"),
});

const triggersRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/triggers",
  validateSearch: only(parseTriggersSearch),
  staticData: { crumbs: () => [{ label: "Triggers" }] },
  component: lazyPage(() => import("../features/triggers/route.tsx"), "TriggersPage"),
});

const stateRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/state",
  validateSearch: only(parseStateSearch),
  staticData: { crumbs: () => [{ label: "State" }] },
  component: lazyPage(() => import("../features/state/route.tsx"), "StatePage"),
});

const secretsRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/secrets",
  validateSearch: only(parseSecretsSearch),
  staticData: { crumbs: () => [{ label: "Secrets" }] },
  component: lazyPage(() => import("../features/secrets/route.tsx"), "SecretsPage"),
});

const hostApiRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/host-api",
  validateSearch: only(parseHostApiSearch),
  staticData: { crumbs: () => [{ label: "Host API" }] },
  component: lazyPage(() => import("../features/host-api/route.tsx"), "HostApiPage"),
});

const httpApiRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/api",
  validateSearch: only(parseHttpApiSearch),
  staticData: { crumbs: () => [{ label: "HTTP API" }] },
  component: lazyPage(() => import("../features/http-api/route.tsx"), "HttpApiPage"),
});

const settingsHomeRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/settings",
  beforeLoad({ params }): void {
    redirect({
      to: "/r/$realm/settings/$tab",
      params: { ...params, tab: "profile" },
      replace: true,
      throw: true,
    });
  },
});

const settingsRoute = createRoute({
  getParentRoute: () => realmRoute,
  path: "/settings/$tab",
  validateSearch: only((search): { new?: true } => (search.new === true ? { new: true } : {})),
  staticData: { crumbs: () => [{ label: "Settings" }] },
  component: lazyPage(() => import("../features/settings/route.tsx"), "SettingsPage"),
});

/** Every page of a realm: a new one is a folder in `features/`, a line here and, for the sidebar, one in `nav.ts`. */
const pages = [
  overviewRoute,
  flowsRoute,
  flowRoute,
  scriptsRoute.addChildren([scriptRoute]),
  sourcesRoute,
  executionsRoute,
  errorsRoute,
  triggersRoute,
  stateRoute,
  secretsRoute,
  hostApiRoute,
  httpApiRoute,
  settingsHomeRoute,
  settingsRoute,
] as const;

export const routeTree = rootRoute.addChildren([
  homeRoute,
  signInRoute,
  welcomeRoute,
  realmRoute.addChildren([...pages]),
]);

async function requireUser(href: string): Promise<void> {
  const me = await queryClient.ensureQueryData(trpc.session.me.queryOptions());
  if (!me) redirect({ to: "/sign-in", search: href === "/" ? {} : { to: href }, throw: true });
}

const realmList = () => trpc.realms.list.queryOptions();

function knownRealms() {
  return queryClient.ensureQueryData(realmList());
}
