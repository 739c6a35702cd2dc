import type { Realm, RealmPolicy } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import type { PolicyView, ScriptPolicy } from "./policy-view.ts";

/** What scripts may do. */
export interface RunnerPolicy {
  /** The realm's security levels and everything needed to read and change its policy. */
  policy(realm: string): Promise<PolicyView>;
  /**
   * Changes what the realm says about security levels; it holds from the next execution on.
   *
   * @param basedOn the `revision` of the policy that it was made from; left out where nobody looked at one
   * @throws Fault `bad_request` with `details.issues`; `conflict` when a script still has a level that would go, or
   *   somebody changed the policy since
   */
  updatePolicy(realm: string, policy: RealmPolicy, actor: Actor, basedOn?: string): Promise<Realm>;
  /** What a script may do in production, and which of its limits its levels narrow. */
  scriptPolicy(scriptId: string): Promise<ScriptPolicy>;
}
