import { Button, Textarea } from "@mantine/core";
import type { Diagnostic } from "@scriptyard/model";
import { useState } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { submitByKeys } from "../../../app/keys/submit-by-keys.ts";
import { useStore } from "../../../app/store.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { KeyHint } from "../../../components/key-hint.tsx";
import { useDraftText } from "../drafts/use-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { namesWithLines, othersOf, useDraftEditors } from "../history/others-edits.ts";
import { useVersions } from "../server/queries.ts";
import { Gates } from "./gates.tsx";
import { OthersEdits } from "./others-edits.tsx";
import styles from "./publish.module.css";
import { publishStateOf } from "./publish-store.ts";
import { usePublish } from "./use-publish.ts";
import { WhatChanges } from "./what-changes.tsx";

/** @param props.resolves the error that is resolved once the version is live */
export function PublishForm(props: {
  diagnostics: readonly Diagnostic[];
  resolves: `erg_${string}` | null;
  onClose: () => void;
}) {
  const { diagnostics, resolves, onClose } = props;
  const { route, userId } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const { item, live } = detail;
  const editors = useDraftEditors(item.id);
  const others = othersOf(editors.data ?? [], userId);
  // What was ticked is these edits: with one more line of somebody it is asked again.
  const [ticked, setTicked] = useState<string | null>(null);
  const edits = namesWithLines(others);
  const text = useDraftText(draft);
  const versions = useVersions(item.id).data;
  const { texts, change: type, reset } = useKeptTexts(`${item.id}/publish`, { note: "" });
  const { note } = texts;
  const { publish, refused, error } = usePublish(resolves, () => {
    reset({ note: "" });
    onClose();
  });
  const { state } = useStore(publishStateOf(item.id));
  // Newest first: the first page holds it.
  const next = versions && (versions[0]?.number ?? 0) + 1;
  const same = live !== null && live.source === text;
  const findings = refused ?? diagnostics;
  const errors = findings.filter((d) => d.severity === "error").length;
  const busy = state.status === "publishing";
  const unread = editors.isPending || (others.length > 0 && ticked !== edits);
  const blocked = errors > 0 || same || unread;
  const { form, at } = useForm({
    values: texts,
    own: { note: note.trim() ? null : "Say what changes for users: the note stays with the version." },
    error,
    onValid: () => !blocked && !busy && void publish(note.trim()),
  });

  return (
    <form className={styles.form} {...form} onKeyDown={submitByKeys}>
      <WhatChanges text={text} />
      <OthersEdits
        others={same ? [] : others}
        ticked={ticked === edits}
        onTick={(on) => setTicked(on ? edits : null)}
      />
      <Gates findings={findings} note={note} decides={detail.flow?.decides === true} onLeave={onClose} />
      <Textarea
        label="Note"
        description="What changes for users, in a sentence. It stays with the version."
        placeholder="e.g. Ask for a second factor from new countries"
        required
        data-autofocus
        autosize
        minRows={2}
        maxRows={5}
        maxLength={2_000}
        value={note}
        error={at.note}
        onChange={(event) => type("note", event.currentTarget.value)}
      />
      {state.status === "failed" && (
        <p className={styles.failed} role="alert">
          <strong>Nothing was published.</strong> {state.message}
        </p>
      )}
      <div className={styles.foot}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          loading={busy}
          disabled={blocked}
          rightSection={<KeyHint of={shortcuts.publishNow} />}
        >
          Publish {next === undefined ? "" : `v${next} `}to {route.realm} / {item.module}
          {resolves !== null && " and resolve the error"}
        </Button>
      </div>
    </form>
  );
}
