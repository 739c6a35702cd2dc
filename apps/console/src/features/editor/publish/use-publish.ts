import type { Diagnostic } from "@scriptyard/model";
import { diagnosticSchema } from "@scriptyard/model";
import { useRef, useState } from "react";
import { z } from "zod";
import { faultOf } from "../../../app/fault.ts";
import { fieldProblems } from "../../../app/field-problems.ts";
import { inTurn } from "../../../app/in-turn.ts";
import { queryClient, trpcClient, trpc as trpcOptions, useTRPC } from "../../../app/trpc.ts";
import { savedDraft } from "../drafts/saved.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { runOptionsOf } from "../run/input-store.ts";
import { refreshLive } from "../server/queries.ts";
import { specifierOf } from "../server/types.ts";
import { publishStateOf } from "./publish-store.ts";
import { showPublished } from "./published-toast.tsx";

/** Publishes what is in the editor: first saved, then that revision, so that what was compared is what goes live. */
export function usePublish(
  resolves: `erg_${string}` | null,
  onDone: () => void,
): {
  publish: (note: string) => Promise<void>;
  /** Findings of the server when it refused the draft; fresher than the editor's. */
  refused: Diagnostic[] | null;
  /** Why the last try failed. */
  error: unknown;
} {
  const { route } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const { id: scriptId, liveVersion } = detail.item;
  const [refused, setRefused] = useState<Diagnostic[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  // One key per text: a second click or a lost answer publishes once.
  const key = useRef<{ revision: number; value: string } | null>(null);
  const store = publishStateOf(scriptId);
  const trpc = useTRPC();

  const publish = async (note: string) => {
    store.set({ state: { status: "publishing" } });
    setRefused(null);
    setError(null);
    try {
      const compared = draft.session.state().text;
      const revision = await savedDraft(draft.session);
      if (draft.session.state().text !== compared)
        throw new Error(
          "Somebody saved meanwhile, and both changes are in the draft now. Look at it, then publish again.",
        );
      if (key.current?.revision !== revision) key.current = { revision, value: randomKey() };
      const idempotencyKey = key.current.value;
      // The key makes asking again harmless.
      const { version } = await inTurn(
        () =>
          trpcClient.versions.publish.mutate({ scriptId, note, revision, live: liveVersion, idempotencyKey }),
        { onWait: (turn) => store.set({ state: { status: "publishing", turn } }) },
      );
      await refreshLive(trpc, scriptId);
      store.set({ state: { status: "idle" } });
      onDone();
      const resolved = resolves === null ? undefined : await resolve(route.realm, resolves, version.number);
      if (resolved?.ok) {
        // The recording has done its work.
        runOptionsOf(scriptId).set({ replaying: null, seed: null, clockMs: null });
        route.patch({ execution: undefined });
      }
      showPublished({
        label: `v${version.number} of ${route.realm} / ${specifierOf(detail.item)}`,
        previous: liveVersion,
        openVersions: () => route.patch({ tab: "versions" }),
        // Another script may be in front by then.
        rollBack: () =>
          route.open(detail.item.module, detail.item.name, { rollback: liveVersion ?? undefined }),
        resolved,
      });
    } catch (error) {
      const fault = faultOf(error);
      const found = findingsOf(fault.details);
      if (fault.code === "draft_invalid" && found) setRefused(found);
      setError(error);
      const message = fieldProblems(error, ["note"]).rest ?? "Look at the note.";
      const isOtherLive = fault.code === "conflict" && otherLive.safeParse(fault.details).success;
      // The sheet shows what is live now, and what the draft would change of that.
      if (isOtherLive) await queryClient.invalidateQueries({ queryKey: trpc.scripts.pathKey() });
      const text = isOtherLive
        ? message
        : failureText(fault.code, message, draft.session.state().conflict !== null);
      store.set({ state: { status: "failed", message: text } });
    }
  };
  return { publish, refused, error };
}

/** What is published stays published when this fails. */
async function resolve(
  realm: string,
  id: `erg_${string}`,
  version: number,
): Promise<{ ok: true } | { ok: false; message: string }> {
  try {
    await trpcClient.errors.act.mutate({ realm, ids: [id], act: { kind: "resolve", version } });
    await queryClient.invalidateQueries(trpcOptions.errors.pathFilter());
    return { ok: true };
  } catch (error) {
    return { ok: false, message: faultOf(error).message };
  }
}

function failureText(code: string, message: string, inConflict: boolean): string {
  if (code === "network")
    return "The server cannot be reached. Your text is kept; publish again when the connection is back.";
  if (code === "conflict") return `${message} Close this sheet to see both texts, then publish again.`;
  return inConflict ? `${message} Close this sheet to see both texts.` : message;
}

/** A publish was refused since another version is live than the sheet showed. */
const otherLive = z.object({ live: z.number().nullable() });

function findingsOf(details: unknown): Diagnostic[] | null {
  const parsed = z.object({ diagnostics: z.array(diagnosticSchema) }).safeParse(details);
  return parsed.success ? parsed.data.diagnostics : null;
}

function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}
