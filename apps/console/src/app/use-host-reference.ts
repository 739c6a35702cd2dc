import type { FlowNodeKind } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useRealm } from "./realm.ts";
import { type Outputs, useTRPC } from "./trpc.ts";

/**
 * What the realm's host says of itself; undefined until it has come.
 *
 * @param enabled whether it is needed
 */
export function useHostReference(enabled = true): Outputs["host"]["reference"] | undefined {
  const realm = useRealm();
  return useQuery(useTRPC().host.reference.queryOptions({ realm }, { enabled, staleTime: 60_000 })).data;
}

/** The kinds of nodes that the host has for its flows; none until its reference has come. */
export function useFlowKinds(enabled = true): readonly FlowNodeKind[] {
  return useHostReference(enabled)?.flows?.kinds ?? none;
}

const none: readonly FlowNodeKind[] = [];
