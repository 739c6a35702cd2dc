import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient } from "@tanstack/react-query";

/**
 * TanStack's client repeats a query that was invalidated on its way, but joins its first load: whoever changes something
 * before a list has come would then see, and keep, the list from before the change. Here the first load is followed by
 * another one. It is not cancelled, because loaders and the page wait for it.
 */
export class FreshQueryClient extends QueryClient {
  override async invalidateQueries<TaggedQueryKey extends readonly unknown[]>(
    filters?: InvalidateQueryFilters<TaggedQueryKey>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const firstLoads = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: "fetching" })
      .filter(({ state }) => state.data === undefined);
    await Promise.all([
      super.invalidateQueries(filters, options),
      ...firstLoads.map(async (query) => {
        await query.promise?.catch(() => undefined);
        await super.invalidateQueries(
          { ...filters, queryKey: query.queryKey, exact: true } as object,
          options,
        );
      }),
    ]);
  }
}
