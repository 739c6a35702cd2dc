import { Button, Select, TextInput } from "@mantine/core";
import type { SecurityLevel } from "@scriptyard/model";
import { levelName } from "@scriptyard/model";
import { useRealm } from "../../../app/realm.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import type { PolicyView } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

type NewLevelFormProps = { view: PolicyView; onClose: () => void; onMade: (name: string) => void };

const empty = { name: "", base: "safe" };

/** A level of the realm's own: its name, and the built-in one it starts from. What it allows comes next. */
export function NewLevelForm({ view, onMade }: NewLevelFormProps) {
  const { texts, change, reset } = useKeptTexts(`${useRealm()}/level/new`, empty);
  const { name } = texts;
  const base = texts.base as SecurityLevel;
  const save = useSavePolicy(() => {
    reset(empty);
    onMade(name);
  });
  const { form, at, rest } = useForm({
    values: { name, [`levels.${name}`]: name },
    own: { name: nameProblem(name, view), [`levels.${name}`]: null },
    error: save.error,
    onValid: () =>
      save.save(
        (now) => ({ ...now, levels: { ...now.levels, [name]: { extends: base } } }),
        ({ levels }) => levels[name],
      ),
  });
  return (
    <form {...form}>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={60}
        value={name}
        error={at.name ?? at[`levels.${name}`]}
        onChange={(event) => change("name", event.currentTarget.value)}
      />
      <Select
        mt={12}
        label="Starts from"
        description="What you do not change follows this level."
        allowDeselect={false}
        value={base}
        data={["safe", "production", "development"]}
        onChange={(value) => value && change("base", value)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={save.isPending}>
        Add level
      </Button>
    </form>
  );
}

function nameProblem(name: string, view: PolicyView): string | null {
  if (name === "") return "Give the level a name, e.g. strict.";
  const parsed = levelName.safeParse(name);
  if (!parsed.success) return `Use ${parsed.error.issues[0]?.message ?? "another name"}.`;
  if (name === "default") return "“default” means the realm's default level. Choose another name.";
  return view.levels.some((level) => level.name === name) ? "There is a level of this name." : null;
}
