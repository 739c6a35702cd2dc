import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import styles from "./input.module.css";
import { SampleDialog } from "./sample-dialog.tsx";
import { SampleMenu } from "./sample-menu.tsx";
import { useBrokenInput } from "./use-broken-input.ts";
import { useChosenSample } from "./use-chosen-sample.ts";
import type { Input } from "./use-input.ts";
import { useSampleChanges } from "./use-sample-changes.ts";

/** Named inputs kept beside the script: load one, save the input as one. */
export function SamplePicker({ input }: { input: Input }) {
  const { route, readOnlyReason } = useEditorScope();
  const { draft } = useScriptScope();
  const { scriptId } = draft;
  const { samples, chosen, choosing, replaying, unknown, again, choose, startEmpty } = useChosenSample(input);
  const [naming, setNaming] = useState(false);
  const { save, remove, saveAs, update } = useSampleChanges(input, (id) => {
    route.patch({ sample: id });
    setNaming(false);
  });
  const locked = readOnlyReason !== null;
  const broken = useBrokenInput(input, scriptId, naming);

  return (
    <div className={styles.samples}>
      <Select
        size="xs"
        label="Sample"
        style={{ flex: 1, minWidth: 0 }}
        placeholder={
          unknown ?? (replaying ? "Recorded input" : samples.length === 0 ? "No samples yet" : "Custom input")
        }
        onDropdownOpen={() => unknown !== null && again()}
        value={choosing ?? chosen?.id ?? null}
        onChange={(id) => void choose(id)}
        allowDeselect={false}
        data={samples.map((sample) => ({ value: sample.id, label: sample.name }))}
        title={chosen?.description}
      />
      <Button
        size="xs"
        variant="default"
        disabled={locked}
        title={readOnlyReason ?? undefined}
        onClick={() => {
          save.reset();
          setNaming(true);
        }}
      >
        Save as sample
      </Button>
      <SampleMenu
        chosen={chosen}
        locked={locked}
        onUpdate={update}
        onEmpty={startEmpty}
        onDelete={(sample) => remove.mutate({ id: sample.id })}
      />
      <SampleDialog
        keptAs={`${scriptId}/sample`}
        opened={naming}
        taken={samples.map((sample) => sample.name)}
        busy={save.isPending}
        error={save.error}
        broken={broken}
        onClose={() => setNaming(false)}
        onSave={saveAs}
      />
    </div>
  );
}
