import { Checkbox, Modal } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { submitByKeys } from "../../../app/keys/submit-by-keys.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { useUsedBy } from "../../../components/used-by/use-used-by.ts";
import { UsedBy } from "../../../components/used-by/used-by.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { refreshLive } from "../server/queries.ts";
import { specifierOf } from "../server/types.ts";
import { ReasonEnd } from "../versions/reason-end.tsx";
import styles from "./retire.module.css";
import { breaks, namesUsers, retireWords } from "./retire-words.ts";
import { useStandIn } from "./use-stand-in.ts";

/** What stops, who is hit by it, and the reason, which stays with the act. */
export function RetireForm({ live, onClose }: { live: number; onClose: () => void }) {
  const { route } = useEditorScope();
  const { item } = useScriptScope().detail;
  const standsIn = useStandIn(item);
  const thing = { kind: "script", scriptId: item.id } as const;
  const users = useUsedBy(thing).data;
  // Where it could not be looked at, the server says so in its refusal.
  const [refused, setRefused] = useState(false);
  const isHit = breaks({ standsIn, users }) || refused;
  const [anyway, setAnyway] = useState(false);
  const { texts, change: type, reset } = useKeptTexts(`${item.id}/retire/${live}`, { note: "" });
  const trpc = useTRPC();
  const retire = useMutation(
    trpc.versions.retire.mutationOptions({
      async onSuccess() {
        reset({ note: "" });
        await refreshLive(trpc, item.id);
        notifications.show({ color: "green", message: `${specifierOf(item)} is retired.` });
        onClose();
      },
      onError: (error) => setRefused(namesUsers(error)),
    }),
  );
  const { form, at, rest } = useForm({
    values: { note: texts.note, anyway },
    own: {
      note: texts.note.trim() ? null : "Say why: the reason stays with the script.",
      anyway: isHit && !anyway ? "Others use it. Tick this to retire it all the same." : null,
    },
    error: retire.error,
    onValid() {
      if (!retire.isPending) retire.mutate({ scriptId: item.id, live, note: texts.note.trim(), anyway });
    },
  });

  return (
    <Modal
      closeButtonProps={{ "aria-label": "Close" }}
      opened
      onClose={onClose}
      title={`Retire ${route.realm} / ${specifierOf(item)}`}
      size={560}
    >
      <form {...form} onKeyDown={submitByKeys}>
        <p className="soft">{retireWords({ live, standsIn, isLibrary: item.hook === null })}</p>
        {/* No landmark: the rail below has one of that name. */}
        <div className={styles.users}>
          <h3>Used by</h3>
          <UsedBy thing={thing} empty="Nothing in Scriptyard uses it; calls over HTTP may." />
        </div>
        {isHit && (
          <Checkbox
            mb={10}
            label="Retire it although others use it"
            description={
              item.hook === null
                ? "They cannot be published again until they import something else."
                : "Nodes and triggers fail from then on, by their own failure policy."
            }
            checked={anyway}
            onChange={(event) => setAnyway(event.currentTarget.checked)}
            error={at.anyway}
          />
        )}
        <ReasonEnd
          reason={texts.note}
          onReason={(note) => type("note", note)}
          placeholder="e.g. The partner closed the old endpoint"
          problem={at.note}
          rest={rest}
          action={`Retire v${live}`}
          pending={retire.isPending}
          onClose={onClose}
        />
      </form>
    </Modal>
  );
}
