import { Button } from "@mantine/core";
import { Undo2, UploadCloud } from "lucide-react";
import { Banner } from "../layout/banner.tsx";
import type { Told } from "./told-store.ts";

export function ToldLine(props: {
  told: Told;
  locked: boolean;
  onRestore: (revision: number) => void;
  onDismiss: () => void;
}) {
  const { told, locked, onRestore, onDismiss } = props;
  const who = told.by ?? "Somebody with a token";
  const dismiss = (
    <Button size="compact-xs" variant="default" onClick={onDismiss}>
      Got it
    </Button>
  );
  if (told.kind === "published")
    return (
      <Banner tone="info" icon={<UploadCloud size={15} aria-hidden />} actions={dismiss}>
        <strong>{who}</strong> published v{told.version} with your edits.
      </Banner>
    );
  const { before } = told;
  return (
    <Banner
      tone="warn"
      icon={<Undo2 size={15} aria-hidden />}
      actions={
        <>
          {before !== null && !locked && (
            <Button size="compact-xs" variant="default" onClick={() => onRestore(before)}>
              Restore my text
            </Button>
          )}
          {dismiss}
        </>
      }
    >
      <strong>{who}</strong> put the draft back to {told.to}. Your edits are kept in the draft’s history.
    </Banner>
  );
}
