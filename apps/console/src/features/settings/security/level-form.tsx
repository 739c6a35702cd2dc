import { Button, Checkbox, TextInput } from "@mantine/core";
import { useForm } from "../../../app/use-form.ts";
import { ChangedElsewhere } from "../../../components/changed-elsewhere.tsx";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeptNote } from "../../../components/kept-note.tsx";
import { LevelLibraries } from "./level-libraries.tsx";
import { LevelLimits } from "./level-limits.tsx";
import { levelChange, levelFields, standing } from "./level-words.ts";
import styles from "./security.module.css";
import type { LevelView, PolicyView } from "./types.ts";
import { useLevelTexts } from "./use-level-texts.ts";
import { useSavePolicy } from "./use-save-policy.ts";

type LevelFormProps = { level: LevelView; view: PolicyView; onClose: () => void };

/** What one level allows in this realm. */
export function LevelForm({ level, view, onClose }: LevelFormProps) {
  const { draft, change, kept, movedOn, keepMine, discard } = useLevelTexts(level);
  const save = useSavePolicy(() => {
    discard();
    onClose();
  });
  /** Without what was changed of this level the realm has it as it is built in, or not at all. */
  const saveOwn = (own: ReturnType<typeof levelChange>) =>
    save.save(
      ({ levels: { [level.name]: _before, ...others }, ...now }) => ({
        ...now,
        levels: Object.keys(own).length === 0 ? others : { ...others, [level.name]: own },
      }),
      ({ levels }) => levels[level.name],
    );
  const path = `levels.${level.name}`;
  const { form, at, rest } = useForm({
    values: Object.fromEntries(levelFields.map((field) => [`${path}.${field}`, standing(draft, field)])),
    own: Object.fromEntries(levelFields.map((field) => [`${path}.${field}`, null])),
    error: save.error,
    onValid: () => !movedOn && saveOwn(levelChange(level, draft)),
  });
  return (
    <form {...form} aria-label={`Level ${level.name}`}>
      {movedOn ? <ChangedElsewhere what="the level" onKeepMine={keepMine} onTakeTheirs={discard} /> : null}
      <TextInput
        label="Description"
        error={at[`${path}.description`]}
        maxLength={200}
        data-autofocus
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <LevelLimits
        level={level}
        draft={draft}
        problemOf={(key) => at[`${path}.limits.${key}`]}
        onChange={(next) => change({ limits: next })}
      />
      <Checkbox.Group
        mt={16}
        label="Capabilities"
        description="A script without a capability does not have its functions, and is stopped where it calls one."
        error={at[`${path}.grant`] ?? at[`${path}.deny`]}
        errorProps={{ mt: 8 }}
        value={[...draft.granted]}
        onChange={(next) => change({ granted: next })}
      >
        <div className={styles.checks}>
          {view.capabilities.map(({ name, functions }) => (
            <Checkbox key={name} value={name} label={name} description={functions.join(", ")} />
          ))}
        </div>
      </Checkbox.Group>
      <LevelLibraries
        draft={draft}
        known={view.libraries}
        problem={at[`${path}.libraries`]}
        onChange={(next) => change({ libraries: next })}
      />
      {rest === null || movedOn ? null : <FormProblem>{rest}</FormProblem>}
      <div className={styles.actions}>
        <Button type="submit" loading={save.isPending} disabled={movedOn}>
          Save level
        </Button>
        <KeptNote kept={kept} onDiscard={discard} />
        {level.changed && (
          <Button
            variant="default"
            disabled={save.isPending}
            onClick={() =>
              confirm({
                title: level.builtIn
                  ? `Put ${level.name} back to the built-in level?`
                  : `Remove the level ${level.name}?`,
                text: "What was changed here goes for the whole realm, from the next run on. There is no undo.",
                action: level.builtIn ? "Back to the built-in level" : `Remove ${level.name}`,
                danger: true,
                onConfirm: () => saveOwn({}),
              })
            }
          >
            {level.builtIn ? "Back to the built-in level" : "Remove level"}
          </Button>
        )}
      </div>
    </form>
  );
}
