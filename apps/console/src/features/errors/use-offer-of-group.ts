import { useNavigate } from "@tanstack/react-router";
import { useOffer } from "../../app/commands/offers.ts";
import { useRealm } from "../../app/realm.ts";
import { replayOf } from "../../components/replay-button.tsx";
import type { Triage } from "./triage/use-triage.tsx";
import type { Group } from "./use-group.ts";

/** What the palette can do with the group in the drawer. */
export function useOfferOfGroup(group: Group | undefined, triage: Triage, mute: () => void): void {
  const realm = useRealm();
  const navigate = useNavigate();
  const act = (kind: "resolve" | "reopen") => () => group && triage.act([group.id], { kind });
  const last = group?.lastExecution ?? null;
  useOffer(group ? "This error" : null, [
    group?.status === "resolved"
      ? { id: "turn", label: "Reopen", run: act("reopen") }
      : { id: "turn", label: "Resolve", run: act("resolve") },
    group?.status === "muted"
      ? { id: "mute", label: "Unmute", run: act("reopen") }
      : { id: "mute", label: "Mute…", run: mute },
    {
      id: "replay",
      label: "Replay its last execution",
      blocked: last ? null : "It was deleted after the retention time.",
      run: () => last && void navigate(replayOf(realm, last)),
    },
  ]);
}
