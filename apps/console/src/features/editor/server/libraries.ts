import { useQuery } from "@tanstack/react-query";
import { type Outputs, queryClient, trpcClient } from "../../../app/trpc.ts";

export type Library = Outputs["scripts"]["libraries"]["items"][number];

/** `complete`: there are no others. */
type Libraries = { items: Library[]; complete: boolean };

/**
 * The realm's libraries, page after page, up to as many as a browser can check imports against. Read once: what changes is
 * heard (`hearOfLibraries`), and after a lost line everything is asked for again.
 */
export function useLibraries(realm: string) {
  return useQuery({
    queryKey: librariesKey(realm),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    async queryFn({ signal }): Promise<Libraries> {
      const items: Library[] = [];
      let cursor: string | null = null;
      for (let pages = 0; pages < mostPages && (pages === 0 || cursor !== null); pages++) {
        const page: Outputs["scripts"]["libraries"] = await trpcClient.scripts.libraries.query(
          { realm, cursor },
          { signal },
        );
        items.push(...page.items);
        cursor = page.next;
      }
      return { items, complete: cursor === null };
    },
  });
}

/** A million characters each. */
const mostPages = 8;
/** As many as one question may name. */
const mostNamed = 20;

export const librariesKey = (realm: string) => ["scripts", "libraries", realm] as const;

/** The drafts of these scripts changed: the rows of those that are libraries follow, and nothing else is read again. */
export async function hearOfLibraries(realm: string, ids: readonly string[]): Promise<void> {
  if (ids.length > mostNamed) return queryClient.invalidateQueries({ queryKey: librariesKey(realm) });
  const { items } = await trpcClient.scripts.libraries.query({ realm, ids: ids as never });
  queryClient.setQueryData(librariesKey(realm), (known: Libraries | undefined) => {
    if (!known) return known;
    // One that is a library no longer, or gone, is none of the answer.
    const others = known.items.filter(({ scriptId }) => !ids.includes(scriptId));
    return { ...known, items: [...others, ...items].sort(bySpecifier) };
  });
}

const bySpecifier = (a: Library, b: Library): number =>
  a.specifier < b.specifier ? -1 : a.specifier > b.specifier ? 1 : 0;
