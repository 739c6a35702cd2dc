import type { Host, ProductFunctions } from "@scriptyard/host-kit";
import type { DemoRealm, DemoShelf } from "./demo/types.ts";
import { demoRealm } from "./identity/demo/index.ts";
import { identity } from "./identity/index.ts";
import { depotRealm } from "./orders/demo/index.ts";
import { orders } from "./orders/index.ts";
import { arenaRealm } from "./wargame/demo.ts";
import { wargame } from "./wargame/index.ts";

/** Every built-in host, each with the realm that shows it. The first is what a new realm gets. */
const shipped: readonly { host: Host; demo: DemoRealm }[] = [
  { host: identity, demo: demoRealm },
  { host: wargame, demo: arenaRealm },
  { host: orders, demo: depotRealm },
];

export const hosts: readonly Host[] = shipped.map(({ host }) => host);

/** Realms that a fresh installation starts with. Their scripts are their hosts' defaults. */
export const demoRealms: readonly DemoRealm[] = shipped.map(({ demo }) => demo);

/** What stands in for the products behind the demo realms, by their hosts' ids. */
export function demoProducts(shelf: DemoShelf): ReadonlyMap<string, ProductFunctions> {
  return new Map(shipped.flatMap(({ host, demo }) => (demo.product ? [[host.id, demo.product(shelf)]] : [])));
}
