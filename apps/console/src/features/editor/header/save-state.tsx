import { Tooltip } from "@mantine/core";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import { saveStatus } from "../drafts/save-status.ts";
import { useDraftState } from "../drafts/use-draft.ts";
import styles from "./header.module.css";

const icons = {
  saved: Check,
  saving: LoaderCircle,
  offline: CloudOff,
  "not-saved": TriangleAlert,
  conflict: TriangleAlert,
} as const;

/** Beside the status pill: what happens to the text. A click on anything unsaved tries again. */
export function SaveState({ draft }: { draft: OpenDraft }) {
  const status = saveStatus(useDraftState(draft));
  const Icon = icons[status.kind];
  const retry = status.kind === "offline" || status.kind === "not-saved";
  return (
    <Tooltip label={status.detail} multiline maw={320}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the tooltip is for the keyboard too */}
      <span className={styles.save} data-kind={status.kind} role="status" aria-live="polite" tabIndex={0}>
        <Icon size={13} aria-hidden />
        <span className="cut">{status.label}</span>
        {retry && (
          <button type="button" className={styles.retry} onClick={() => draft.session.flush()}>
            Retry
          </button>
        )}
      </span>
    </Tooltip>
  );
}
