import type {
  Diagnostic,
  DraftAct,
  Execution,
  Flow,
  Json,
  PublishEvent,
  Script,
  SecurityEvent,
  SourceLayer,
} from "@scriptyard/model";
import type { Present } from "../presence/presence.ts";
import type { FlowStep } from "../starters/flows/types.ts";

/** What those should know whose changes a save took out of a draft. */
export type ToldAct = DraftAct & {
  /** Name of who did it; null: a token, or the product. */
  by: string | null;
  /** Revision of the state that still has the changes; null where it is not known. */
  before: number | null;
  /** Ids of the others whose changes it took out. */
  of: string[];
};

/** What those should know whose changes became a version. */
export type ToldPublish = {
  by: string | null;
  /** Ids of the others whose changes are in it; nobody's for a rollback. */
  of: string[];
};

export type RealmAct = "created" | "changed" | "archived" | "deleted" | "restored" | "removed";

export type FlowGraphChange = "created" | "draft" | "published" | "renamed" | "removed" | "restored";

/** Events of the live stream; their kinds are listed in `eventTypes`. */
export type RunnerEvent =
  /** Without the seed: from it whoever listens could compute what the script drew. */
  | { type: "execution"; realmId: string; execution: Omit<Execution, "seed"> }
  | ({ type: "published"; realmId: string; event: PublishEvent; module: string; name: string } & ToldPublish)
  | {
      type: "draft";
      realmId: string;
      scriptId: string;
      revision: number;
      userId: string | null;
      /** Of a save that put the draft back, restored it, or copied a version into it. */
      act?: ToldAct;
    }
  /** A script was deleted. */
  | {
      type: "script_removed";
      realmId: string;
      scriptId: string;
      module: string;
      name: string;
      userId: string | null;
    }
  /** Who has a script open changed: everybody who has it now. */
  | { type: "presence"; realmId: string; scriptId: string; people: Present[] }
  /** A flow was made, drawn, published, renamed, deleted or taken back. `version` is live then, `revision` the draft's. */
  | {
      type: "flow";
      realmId: string;
      flowId: Flow["id"];
      name: string;
      change: FlowGraphChange;
      revision: number | null;
      version: number | null;
      userId: string | null;
      at: number;
    }
  | { type: "flow-step"; realmId: string; sessionId: string; step: FlowStep }
  /** A security level refused something, or a policy was changed; the same event again with a greater count. */
  | { type: "security"; realmId: string; event: SecurityEvent }
  /** The realm's policy holds from now on. */
  | { type: "policy"; realmId: string }
  /** A file became the live text of a script, or would be if nothing were published. */
  | {
      type: "script_reloaded";
      realmId: string;
      module: string;
      name: string;
      path: string;
      sha256: string;
      /** Whether it runs now. */
      live: boolean;
      /** Number of the published version that goes before it. */
      version: number | null;
      at: number;
    }
  /** A text is not used: the previous one, the next layer, or nothing stays live. `name` is empty for files that are no script. */
  | {
      type: "script_reload_failed";
      realmId: string;
      module: string;
      name: string;
      /** null = a default. */
      path: string | null;
      message: string;
      diagnostics: Diagnostic[];
      keeps: "previous" | "next-layer" | null;
      at: number;
    }
  /** A script is live from another layer, or another file, than before. */
  | {
      type: "script_layer_changed";
      realmId: string;
      module: string;
      name: string;
      from: SourceLayer | null;
      to: SourceLayer | null;
      path: string | null;
      at: number;
    }
  /** A message was put on the bus: by a script of a live run, or (`executionId` null) by a caller of the API. */
  | {
      type: "message";
      realmId: string;
      topic: string;
      payload: Json;
      executionId: string | null;
      sessionId: string | null;
      at: number;
    }
  /** A message went to the dead letters before any script saw it: too many hops, or no room in line. */
  | {
      type: "message-refused";
      realmId: string;
      topic: string;
      reason: "operation_limit" | "busy";
      triggerId: string | null;
      executionId: string | null;
      at: number;
    }
  /** Somebody changed the state of error groups, or what was said about them. That one occurred is told by its execution. */
  | {
      type: "errors";
      realmId: string;
      /** Whose state it may have changed: they may be marked by it, or no longer. */
      scriptIds: Script["id"][];
      ids: string[];
      change: "state" | "comment";
      userId: string | null;
      at: number;
    }
  /** A realm was made, changed, closed or opened, or is gone for good. Consoles of every realm list all, and follow it; whoever else follows one realm hears only of that. */
  | {
      type: "realms";
      realmId: string;
      name: string;
      change: RealmAct;
      userId: string | null;
      at: number;
    }
  /**
   * Of the realm's host: another definition holds from now on (`exchanged`), could not be loaded and the one before goes on
   * (`refused`), or it is known which published scripts fit the one that holds (`checked`).
   */
  | {
      type: "host";
      realmId: string;
      hostId: string;
      title: string;
      change: "exchanged" | "refused" | "checked";
      /** Why it was refused, each with its place in the configuration or the host's files. */
      problems: { path: string; message: string }[];
      at: number;
    }
  /** A trigger was changed; `reason` says why the product itself disabled it. */
  | {
      type: "trigger";
      realmId: string;
      triggerId: string;
      name: string;
      change: "created" | "updated" | "removed" | "enabled" | "disabled";
      reason: string | null;
      /** Who did it; null when the product did, or somebody with a token. */
      userId: string | null;
      at: number;
    };
