import type { Json } from "@scriptyard/model";

/** Of one call: which realm's run asks, and when its answer is not wanted any more. */
export type ProductCall = { realm: string; signal: AbortSignal };

/**
 * What a product does for a function that a host declares `byProduct`. The arguments are checked against the function's
 * schemas, its answer is too. A `TypeError` reaches the script in words; of whatever else it throws a script learns nothing.
 */
export type ProductFunction = (args: Json[], call: ProductCall) => Promise<Json>;

/**
 * What a product implements of a host, by the dotted names of the host's functions.
 *
 * @example
 * export default {
 *   "users.find": async ([query], { realm }) => accounts.of(realm).find(query),
 * } satisfies ProductFunctions;
 */
export type ProductFunctions = { readonly [name: string]: ProductFunction };

/** The product as one run may ask it. */
export type ProductService = {
  /** @throws TypeError where the product does not implement the function, or refuses */
  call(name: string, args: Json[], run: { signal: AbortSignal }): Promise<Json>;
};

/**
 * The product for the runs of one realm.
 *
 * @param hostId whose functions they are: where people write down who implements them
 * @param open answers what is implemented; asked once, with the first call
 */
export function productService(
  hostId: string,
  realm: string,
  open: () => ProductFunctions | null,
): ProductService {
  let functions: ProductFunctions | undefined;
  return {
    async call(name, args, { signal }) {
      functions ??= open() ?? {};
      const answer = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (answer !== undefined) return answer(args, { realm, signal });
      throw new TypeError(
        `nobody answers it in this installation; say who does under product.${hostId} of its configuration`,
      );
    },
  };
}
