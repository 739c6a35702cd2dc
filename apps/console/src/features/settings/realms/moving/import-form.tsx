import { Button, FileInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { faultOf } from "../../../../app/fault.ts";
import { FormProblem } from "../../../../components/form-problem.tsx";
import { RowSkeletons } from "../../../../components/skeletons.tsx";
import { ImportPlanTable } from "./import-plan-table.tsx";
import styles from "./moving.module.css";
import { useImport } from "./use-import.ts";

/** A file, the plan that comes of it, and the import. Nothing is written before the last button. */
export function ImportForm({
  realm,
  onClose,
}: {
  realm: { name: string; title: string };
  onClose: () => void;
}) {
  const moving = useImport(realm, onClose);
  const [note, setNote] = useState("");
  const { plan, file, chosen, error } = moving;
  const fault = error ? faultOf(error) : null;
  return (
    <div>
      <FileInput
        label="Archive"
        description="A zip that was exported here or on another server. You see what it would change before anything is written."
        placeholder="Choose a zip…"
        accept=".zip,application/zip"
        disabled={moving.isPlanning || moving.isWriting}
        onChange={moving.choose}
      />
      {fault ? <FormProblem>{fault.message}</FormProblem> : null}
      {fault?.code === "conflict" ? (
        <Button mt={8} size="xs" variant="default" onClick={moving.again}>
          Look at the plan again
        </Button>
      ) : null}
      {moving.isPlanning ? (
        <div className={styles.planning} role="status">
          <p className="soft">Comparing {file?.name}, and checking what is live in it…</p>
          <RowSkeletons rows={4} height={36} />
          <Button size="xs" variant="default" onClick={moving.cancel}>
            Cancel
          </Button>
        </div>
      ) : null}
      {plan !== null && file !== null && !moving.isPlanning ? (
        <>
          <ImportPlanTable
            realm={realm.name}
            archive={file.archive}
            plan={plan}
            chosen={chosen}
            onToggle={moving.toggle}
          />
          <TextInput
            mt={16}
            label="Note"
            description="Stays with the versions that are published."
            placeholder={`Imported from ${plan.from.realm}`}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button
            mt={20}
            disabled={chosen.size === 0}
            loading={moving.isWriting}
            onClick={() => moving.write(note)}
          >
            {chosen.size === 0 ? "Nothing to write" : `Write ${chosen.size} to ${realm.title}`}
          </Button>
        </>
      ) : null}
    </div>
  );
}
