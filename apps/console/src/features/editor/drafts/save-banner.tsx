import { Button } from "@mantine/core";
import { History, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { useEditorScope } from "../editor-context.ts";
import { Banner } from "../layout/banner.tsx";
import type { OpenDraft } from "./open-drafts.ts";
import { saveStatus } from "./save-status.ts";
import { useDraftState } from "./use-draft.ts";

/** Says loudly when saving fails, and once when a text came back from this browser. */
export function SaveBanner({ draft }: { draft: OpenDraft }) {
  const state = useDraftState(draft);
  const status = saveStatus(state);
  const { runBlocked } = useEditorScope();
  const [dismissed, setDismissed] = useState(false);
  // What a closed realm refused is saved once it is taken back: until then a button would say the same again.
  const wasClosed = useRef(false);
  useEffect(() => {
    if (wasClosed.current && runBlocked === null) draft.session.flush();
    wasClosed.current = runBlocked !== null;
  }, [runBlocked, draft]);
  useEffect(() => {
    const timer = setTimeout(() => setDismissed(true), restoredShownMs);
    return () => clearTimeout(timer);
  }, []);

  if (status.loud && status.kind !== "conflict")
    return (
      <Banner
        tone={status.kind === "offline" && state.kept ? "warn" : "error"}
        icon={<TriangleAlert size={15} aria-hidden />}
        actions={
          <Button size="compact-xs" variant="default" onClick={() => draft.session.flush()}>
            Try again
          </Button>
        }
      >
        <strong>
          {status.kind === "offline" ? "Your changes are not on the server." : "Your changes are not saved."}
        </strong>{" "}
        {status.detail}
      </Banner>
    );

  if (draft.restoredFrom !== null && !dismissed && !state.conflict)
    return (
      <Banner
        tone="info"
        icon={<History size={15} aria-hidden />}
        actions={
          <Button size="compact-xs" variant="default" onClick={() => setDismissed(true)}>
            Got it
          </Button>
        }
      >
        Unsaved text from <RelativeTime at={draft.restoredFrom} /> was restored from this browser.
      </Banner>
    );
  return null;
}

const restoredShownMs = 20_000;
