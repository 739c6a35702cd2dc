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

/** What stands in for the product behind a demo realm; null for every other realm, whose people it does not know. */
export function demoProducts(
  shelf: DemoShelf,
): (realm: Pick<DemoRealm, "name" | "hostId">) => ProductFunctions | null {
  const products = new Map(
    demoRealms.flatMap((demo) =>
      demo.product ? [[demo.name, { demo, functions: demo.product(shelf) }]] : [],
    ),
  );
  return ({ name, hostId }) => {
    const found = products.get(name);
    return found?.demo.hostId === hostId ? found.functions : null;
  };
}
