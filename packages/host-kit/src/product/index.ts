import type { Json } from "@scriptyard/model";

/**
 * What a product behind an address is told of a call besides the arguments, by this name. No argument has it: a script would
 * say whose accounts are meant.
 */
export const productRealm = "realm";

/** Of one call: which realm's run asks, and when its answer is not wanted any more. */
export type ProductCall = { realm: string; signal: AbortSignal };

/**
 * What a product does for a function that a host declares `byProduct`. The arguments are checked against the function's
 * schemas, its answer is too. A `ProductRefusal` reaches the script in words; whatever else it throws stands in the server's
 * log alone, a `TypeError` as well: it is the language's own word for a mistake.
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

/** The same in every copy of the host kit: a product brings its own. */
const refusal = Symbol.for("scriptyard.ProductRefusal");

/**
 * A product refuses a call, and says why in words for the script's author and the record of the run.
 *
 * @example throw new ProductRefusal(`there is no account ${id}`);
 */
export class ProductRefusal extends Error {
  override name = "ProductRefusal";
  readonly [refusal] = true;
}

const isRefusal = (error: unknown): error is Error => error instanceof Error && refusal in error;

/** The product as one run may ask it. */
export type ProductService = {
  /**
   * @throws TypeError where the product does not implement the function, or refuses; Error where it fails, with what it
   * threw as the cause
   */
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
      if (answer === undefined)
        throw new TypeError(
          `nobody answers it in this installation; say who does under product.${hostId} of its configuration`,
        );
      try {
        return await answer(args, { realm, signal });
      } catch (cause) {
        if (isRefusal(cause)) throw new TypeError(cause.message);
        throw new Error("the product failed", { cause });
      }
    },
  };
}
