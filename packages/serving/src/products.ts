import type { ProductFunctions } from "@scriptyard/host-kit";
import { type DemoShelf, demoProducts } from "@scriptyard/hosts";
import type { Installation } from "@scriptyard/installation";
import type { Realm } from "@scriptyard/model";

/**
 * Who answers what hosts leave to a product. One that the configuration names goes before the demo's, which answers for the
 * demo's own realms alone: people of any other realm must not be looked up among made-up accounts.
 *
 * @param installation the one that holds now, asked with each run
 * @param shelf where the demo's product keeps its things
 */
export function createProducts(
  installation: () => Pick<Installation, "product" | "demo" | "realms">,
  shelf: DemoShelf,
): (realm: Pick<Realm, "name" | "hostId">) => ProductFunctions | null {
  const demoProduct = demoProducts(shelf);
  return (realm) => {
    const { product, demo, realms } = installation();
    const named = product.get(realm.hostId);
    if (named !== undefined) return named;
    // One that the configuration asks for is the installation's own, whatever it is called.
    return demo && !realms.some(({ name }) => name === realm.name) ? demoProduct(realm) : null;
  };
}
