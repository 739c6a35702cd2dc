import { Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { countLineChanges } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { submitByKeys } from "../../../app/keys/submit-by-keys.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useFlowKinds } from "../../../app/use-host-reference.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { DiffView } from "../../../monaco/diff-view.tsx";
import { actOnDraft } from "../drafts/act-on-draft.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { refreshLive, useVersion } from "../server/queries.ts";
import { specifierOf } from "../server/types.ts";
import { isOfBefore, oldMeaning } from "./outcome-rule.ts";
import { ReasonEnd } from "./reason-end.tsx";
import { ResetDraft } from "./reset-draft.tsx";
import { rollbackWords } from "./rollback-words.ts";
import styles from "./versions.module.css";

/** What changes by it, and the reason, which stays with the roll-back. */
export function RollbackForm(props: { target: number; onDone: () => void; onClose: () => void }) {
  const { target, onClose } = props;
  const { route } = useEditorScope();
  const { detail, draft } = useScriptScope();
  const { item, live } = detail;
  const [resets, setResets] = useState(item.status === "live");
  const { data: version, error: missing } = useVersion(item.id, target);
  const { texts, change: type, reset } = useKeptTexts(`${item.id}/rollback/${target}`, { note: "" });
  const trpc = useTRPC();
  const rollback = useMutation(
    trpc.versions.rollback.mutationOptions({
      async onSuccess() {
        reset({ note: "" });
        if (resets && version) actOnDraft(draft, version.source, { kind: "copy", version: target });
        await refreshLive(trpc, item.id);
        const message = `v${target} of ${specifierOf(item)} is live again.`;
        if (route.search.error === undefined) notifications.show({ color: "green", message });
        props.onDone();
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: texts,
    own: { note: texts.note.trim() ? null : "Say why: the reason stays with the roll-back." },
    error: rollback.error,
    onValid() {
      if (!rollback.isPending)
        rollback.mutate({ scriptId: item.id, toVersion: target, note: texts.note.trim() });
    },
  });
  const kinds = useFlowKinds(version?.unknownOutcome === null);
  const change = live && version ? countLineChanges(live.source, version.source) : null;

  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened
      onClose={onClose}
      title={`Roll back ${route.realm} / ${specifierOf(item)} to v${target}`}
      size="min(960px, 92vw)"
    >
      <form {...form} onKeyDown={submitByKeys}>
        <p className="soft">
          {item.liveVersion === null
            ? `v${target} is live again, and new runs use it at once`
            : `New runs use v${target} instead of v${item.liveVersion} at once`}
          {change ? `: ${rollbackWords(change)}` : ""}. Flow sessions under way finish on the version they
          began with.{version && isOfBefore(version, kinds) ? ` ${oldMeaning}` : ""}
        </p>
        {missing ? <FormProblem>{faultOf(missing).message}</FormProblem> : null}
        {live && version && (
          <div className={styles.rollbackDiff}>
            <DiffView
              original={live.source}
              modified={version.source}
              language={version.language}
              labels={[`Live v${live.number}`, `v${target}`]}
            />
          </div>
        )}
        <ReasonEnd
          reason={texts.note}
          onReason={(note) => type("note", note)}
          placeholder={`e.g. ${item.liveVersion === null ? "It" : `v${item.liveVersion}`} rejects everybody from the office network`}
          problem={at.note}
          rest={rest}
          action={`Roll back to v${target}`}
          pending={rollback.isPending}
          onClose={onClose}
        >
          <ResetDraft of={item} version={target} checked={resets} onChange={setResets} />
        </ReasonEnd>
      </form>
    </Modal>
  );
}
