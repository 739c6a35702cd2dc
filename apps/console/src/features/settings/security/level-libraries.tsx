import { SegmentedControl, TagsInput } from "@mantine/core";
import type { LevelDraft } from "./level-words.ts";
import styles from "./security.module.css";

/** What scripts of a level may import. */
export function LevelLibraries(props: {
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
