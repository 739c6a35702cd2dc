import { Button, Group, Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { useStore } from "../../../app/store.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { plural } from "../../../components/format.ts";
import { useEditorScope } from "../editor-context.ts";
import { hearOfDrafts } from "./plan.ts";
import { PlanAgain } from "./plan-again.tsx";
import { PlannedScript } from "./planned-script.tsx";
import styles from "./rename.module.css";
import { type RenameAsked, type RenamePlan, renameRequest } from "./rename-store.ts";
import { notDone } from "./rename-words.ts";
import { showRenamed } from "./renamed-toast.tsx";

/** Everything a rename changes, before it does: all of it is done, or nothing. */
export function RenameDialog() {
  const { shown } = useStore(renameRequest);
  const close = () => renameRequest.set({ shown: null });
  return (
    <Modal
      opened={shown !== null}
      onClose={close}
      size={760}
      title={shown && `Rename ${shown.plan.name} to ${shown.plan.newName}`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {shown && <Planned key={JSON.stringify(shown.asked)} {...shown} onClose={close} />}
    </Modal>
  );
}

function Planned({ asked, plan, onClose }: { asked: RenameAsked; plan: RenamePlan; onClose: () => void }) {
  const { realm } = useEditorScope().route;
  const trpc = useTRPC();
  // `again`: the same may be tried. Without, it has to be looked at anew, under this name or another one.
  const [problem, setProblem] = useState<{ message: string; again: boolean } | null>(null);
  const drafts = plan.scripts.map(({ scriptId, digest }) => ({ scriptId, digest }));
  const live = plan.scripts.filter(({ liveVersion }) => liveVersion !== null).length;
  const refuse = (error: unknown) => {
    const { message, retry } = faultOf(error);
    setProblem({ message, again: retry });
  };
  const rename = useMutation(
    trpc.references.rename.mutationOptions({
      onSuccess(done) {
        if (!done.ok)
          return setProblem({
            message: `${notDone(done)} meanwhile, so other lines would change than these. No draft was changed.`,
            again: false,
          });
        hearOfDrafts(done.drafts);
        void hearOfScripts(realm, { ids: done.drafts.map(({ scriptId }) => scriptId) });
        void queryClient.invalidateQueries(trpc.references.pathFilter());
        showRenamed(realm, plan, done.drafts);
        onClose();
      },
      onError: refuse,
    }),
  );
  const places = plan.scripts.reduce((sum, { lines }) => sum + lines.length, 0);
  return (
    <>
      <p className="soft">
        {plural(places, "line")} in {plural(plan.scripts.length, "draft")}.{" "}
        {live > 0 &&
          `Published versions stay as they are: ${plural(live, "script")} of these ${live === 1 ? "has" : "have"} to be published for it to hold there.`}
      </p>
      <div className={styles.scripts}>
        {plan.scripts.map((script) => (
          <PlannedScript key={script.scriptId} script={script} newName={plan.newName} />
        ))}
      </div>
      {problem !== null && <FormProblem>{problem.message}</FormProblem>}
      {problem === null || problem.again ? (
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            data-autofocus
            loading={rename.isPending}
            onClick={() => rename.mutate({ ...asked, drafts })}
          >
            {problem === null ? "Rename" : "Try again"} in {plural(plan.scripts.length, "draft")}
          </Button>
        </Group>
      ) : (
        <PlanAgain
          asked={asked}
          onPlanned={(next) => {
            setProblem(null);
            renameRequest.set({ shown: next });
          }}
          onProblem={(message) => setProblem({ message, again: false })}
          onCancel={onClose}
        />
      )}
    </>
  );
}
