import type { Trigger } from "@scriptyard/model";
import { inArray, lte } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { places, prepared, rows } from "../work.ts";
import type { Context } from "./context.ts";

export interface HookSignaturesRepository {
  /** Takes a signature for the request that carries it; false when another request had it. Forgets those past `until`. */
  claim(
    signature: { triggerId: Trigger["id"]; signature: string; until: number },
    nowMs: number,
  ): Promise<boolean>;
}

/** Rows taken away with every one that comes: more than come, so that the table holds one window's worth. */
const removedWithEach = 20;

export function hookSignaturesRepository({ main }: Context): HookSignaturesRepository {
  return {
    claim: (signature, nowMs) =>
      guarded(
        main.tx(function* (db, { hookSignatures }) {
          // The key decides: of two requests with one signature, in whatever processes, one inserts.
          const fresh = yield* prepared("hookSignatures.claim", signature, () =>
            db
              .insert(hookSignatures)
              .values(places("signature", "triggerId", "until"))
              .onConflictDoNothing()
              .returning({ signature: hookSignatures.signature }),
          );
          const past = db
            .select({ signature: hookSignatures.signature })
            .from(hookSignatures)
            .where(lte(hookSignatures.until, nowMs))
            .limit(removedWithEach);
          yield* rows(
            db
              .delete(hookSignatures)
              .where(inArray(hookSignatures.signature, past))
              .returning({ signature: hookSignatures.signature }),
          );
          return fresh.length === 1;
        }),
        { missing: `There is no trigger ${signature.triggerId}.` },
      ),
  };
}
