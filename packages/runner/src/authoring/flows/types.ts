import type { Flow, FlowFinding, FlowGraph, FlowPublish, NodeScript } from "@scriptyard/model";
import type { SavedFlowDraft } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";

/** Names a flow. */
export type FlowAt = { realm: string; flow: string };

/**
 * What a new flow begins with: nothing, one of those that its host gives new realms (with the host's scripts), or another
 * flow of the realm as it is drawn (with the drafts of its scripts).
 */
export type FlowOrigin =
  | { kind: "blank" }
  | { kind: "template"; flow: string }
  | { kind: "copy"; flow: string };

export type CreateFlowInput = { realm: string; name: string; title: string; from?: FlowOrigin | undefined };

/** A node that needs a script: its own when there is one of its name already, else a new one. */
export type NodeWanted = {
  name: string;
  kind: string;
  /** Template to begin with, by id; otherwise a minimal text for the kind's hook. */
  template?: string | undefined;
  /** A script of the realm whose draft it begins with, as `module/name`. */
  like?: string | undefined;
};

/** What is known of the script behind each node that is drawn or live, by the node's name. */
export type NodeScripts = { [node: string]: NodeScript | null };

/** What a deletion would end or leave behind. */
export type FlowRemoval = {
  /** Walks that are under way; they go on as they began. */
  walks: number;
  /** Scripts of its module, which stay. */
  scripts: number;
};

/** Flows as they are drawn: a draft that anybody may go on with, and immutable versions of which one is live. */
export type FlowGraphs = {
  /**
   * A new flow with its draft; nothing of it is live.
   *
   * @throws Fault `bad_request` naming the field; `conflict` when the name is taken; `too_large`
   */
  create(input: CreateFlowInput, actor: Actor): Promise<Flow>;
  /** Sees to it that nodes have scripts. @throws Fault `conflict` when one of the name is for another hook */
  createScripts(at: FlowAt, nodes: readonly NodeWanted[], actor: Actor): Promise<void>;
  /** What the scripts of its nodes answer, live and drafted: what findings are made from. */
  scripts(at: FlowAt, actor: Actor): Promise<NodeScripts>;
  /** Everything that is wrong with what is drawn. */
  findings(at: FlowAt, actor: Actor): Promise<FlowFinding[]>;
  /** Saves over the revision it was made from; not `ok`: somebody else was faster, and the draft is theirs. */
  saveDraft(
    at: FlowAt,
    draft: { graph: FlowGraph; baseRevision: number },
    actor: Actor,
  ): Promise<SavedFlowDraft>;
  /**
   * Makes the draft the next version, live for every walk that starts from now on.
   *
   * @throws Fault `draft_invalid` with `details.findings`; `conflict` when the draft moved, or nothing changed
   */
  publish(
    at: FlowAt,
    input: { revision: number; note: string },
    actor: Actor,
  ): Promise<{ flow: Flow; event: FlowPublish; findings: FlowFinding[] }>;
  /** @throws Fault `not_found`, `conflict` when it is live already, or a node of it has no script any more */
  rollback(
    at: FlowAt,
    input: { toVersion: number; note: string },
    actor: Actor,
  ): Promise<{ flow: Flow; event: FlowPublish }>;
  rename(at: FlowAt, title: string, actor: Actor): Promise<Flow>;
  removal(at: FlowAt): Promise<FlowRemoval>;
  /** Nobody can start it any more; see `FlowRemoval`. Can be taken back for seven days. */
  remove(at: FlowAt, actor: Actor): Promise<void>;
  /** @throws Fault `not_found` when it is gone for good, `conflict` when another has its name now, `too_large` */
  restore(at: { realm: string; flowId: Flow["id"] }, actor: Actor): Promise<Flow>;
};
