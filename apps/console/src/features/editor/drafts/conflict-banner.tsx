import { Button } from "@mantine/core";
import { GitMerge } from "lucide-react";
import { Banner } from "../layout/banner.tsx";
import type { OpenDraft } from "./open-drafts.ts";
import { saveStatus } from "./save-status.ts";
import { useDraftState } from "./use-draft.ts";

/**
 * Says that two people changed the same lines, over the text that stays in front: who types goes on typing, and goes to the
 * places when they want to.
 */
export function ConflictBanner({ draft, onDecide }: { draft: OpenDraft; onDecide: () => void }) {
  const state = useDraftState(draft);
  if (state.conflict === null) return null;
  return (
    <Banner
      tone="error"
      icon={<GitMerge size={15} aria-hidden />}
      actions={
        <Button size="compact-xs" variant="default" onClick={onDecide}>
          Decide…
        </Button>
      }
    >
      <strong>Your changes are not saved.</strong> {saveStatus(state).detail} You can go on writing.
    </Banner>
  );
}
