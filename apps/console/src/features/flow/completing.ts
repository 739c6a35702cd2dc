import type { Outputs } from "../../app/trpc.ts";

/** Names of the nodes that run when the flow has come to its end. */
export function completingIn({ nodeViews }: Pick<Outputs["flows"]["get"], "nodeViews">): ReadonlySet<string> {
  return new Set(nodeViews.filter(({ kind }) => kind?.role === "completes").map(({ node }) => node));
}
