import { Button, Checkbox, NumberInput, SegmentedControl, TagsInput, TextInput } from "@mantine/core";
import { useRealm } from "../../../app/realm.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { confirm } from "../../../components/confirm.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { formatNumber } from "../../../components/format.ts";
import { KeptNote } from "../../../components/kept-note.tsx";
import { limitFields, limitRange } from "../../../components/limit-fields.ts";
import { type LevelDraft, levelChange } from "./level-words.ts";
import styles from "./security.module.css";
import type { LevelView, PolicyView } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

type LevelFormProps = { level: LevelView; view: PolicyView; onClose: () => void };

/** What one level allows in this realm. */
export function LevelForm({ level, view, onClose }: LevelFormProps) {
  const { description, limits, granted, libraries } = level;
  const initial = { draft: JSON.stringify({ description, limits, granted, libraries }) };
  const { texts, reset, kept, ...keep } = useKeptTexts(`${useRealm()}/level/${level.name}`, initial);
  const draft = JSON.parse(texts.draft) as LevelDraft;
  const save = useSavePolicy(() => {
    reset(initial);
    onClose();
  });
  const change = (part: Partial<LevelDraft>) => keep.change("draft", JSON.stringify({ ...draft, ...part }));
  const { [level.name]: _own, ...others } = view.policy.levels;
  const path = `levels.${level.name}`;
  const { form, at, rest } = useForm({
    own: Object.fromEntries(levelFields.map((field) => [`${path}.${field}`, null])),
    error: save.error,
    onValid() {
      const own = levelChange(level, draft);
      const levels = Object.keys(own).length === 0 ? others : { ...others, [level.name]: own };
      save.save({ ...view.policy, levels });
    },
  });
  return (
    <form {...form} aria-label={`Level ${level.name}`}>
      <TextInput
        label="Description"
        error={at[`${path}.description`]}
        maxLength={200}
        data-autofocus
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <LimitFields
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
        value={[...draft.granted]}
        onChange={(next) => change({ granted: next })}
      >
        <div className={styles.checks}>
          {view.capabilities.map(({ name, functions }) => (
            <Checkbox key={name} value={name} label={name} description={functions.join(", ")} />
          ))}
        </div>
      </Checkbox.Group>
      <Libraries
        draft={draft}
        known={view.libraries}
        problem={at[`${path}.libraries`]}
        onChange={(next) => change({ libraries: next })}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <div className={styles.actions}>
        <Button type="submit" loading={save.isPending}>
          Save level
        </Button>
        <KeptNote kept={kept} onDiscard={() => reset(initial)} />
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
                onConfirm: () => save.save({ ...view.policy, levels: others }),
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

/** As the policy names them; a limit has its own place below. */
const levelFields = [
  "description",
  ...limitFields.map(({ key }) => `limits.${key}`),
  "grant",
  "deny",
  "libraries",
];

function LimitFields(props: {
  level: LevelView;
  draft: LevelDraft;
  problemOf: (key: string) => string | undefined;
  onChange: (limits: LevelDraft["limits"]) => void;
}) {
  const { level, draft, onChange } = props;
  return (
    <fieldset className={styles.limits}>
      <legend>Limits of one run</legend>
      {limitFields.map((field) => {
        const { min, max } = limitRange(field);
        const inherited = level.inherited.limits[field.key] / field.scale;
        return (
          <NumberInput
            key={field.key}
            size="xs"
            error={props.problemOf(field.key)}
            label={field.label}
            description={`Up to ${formatNumber(max)} ${field.unit}; without a change ${formatNumber(inherited)}`}
            inputWrapperOrder={["label", "input", "description", "error"]}
            suffix={` ${field.unit}`}
            hideControls
            min={min}
            max={max}
            clampBehavior="strict"
            value={draft.limits[field.key] / field.scale}
            onChange={(value) =>
              onChange({
                ...draft.limits,
                [field.key]:
                  value === "" ? level.inherited.limits[field.key] : Math.round(Number(value) * field.scale),
              })
            }
          />
        );
      })}
    </fieldset>
  );
}

function Libraries(props: {
  draft: LevelDraft;
  known: readonly string[];
  problem: string | undefined;
  onChange: (libraries: LevelDraft["libraries"]) => void;
}) {
  const { draft, known, onChange } = props;
  const modules = [...new Set(known.map((name) => `${name.split("/")[0]}/*`))];
  return (
    <div className={styles.libraries}>
      <p id="level-libraries">Libraries</p>
      <SegmentedControl
        aria-labelledby="level-libraries"
        value={draft.libraries === "all" ? "all" : "some"}
        data={[
          { value: "all", label: "Every library" },
          { value: "some", label: "Only these" },
        ]}
        onChange={(value) => onChange(value === "all" ? "all" : [])}
      />
      {draft.libraries !== "all" && (
        <TagsInput
          mt={8}
          aria-label="Libraries that may be imported"
          description="Names such as shared/dates, or a whole module: shared/*. None = no library."
          error={props.problem}
          data={[...modules, ...known]}
          value={[...draft.libraries]}
          onChange={(next) => onChange(next)}
        />
      )}
    </div>
  );
}
