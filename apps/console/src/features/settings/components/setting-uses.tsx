import { Select } from "@mantine/core";
import { useState } from "react";
import page from "../../../components/page.module.css";
import { UsedBy } from "../../../components/used-by/used-by.tsx";
import { settingPaths } from "../setting-paths.ts";
import styles from "../settings.module.css";

/** Which scripts read a setting: whoever changes it changes what they do. */
export function SettingUses({ schema }: { schema: { [key: string]: unknown } }) {
  const paths = settingPaths(schema);
  const [chosen, setChosen] = useState<string | null>(null);
  if (paths.length === 0) return null;
  const path = paths.find((one) => one.join(".") === chosen);
  return (
    <section className={`${page.card} ${styles.form} ${styles.wide}`} aria-label="Where settings are used">
      <Select
        label="Where is a setting used?"
        description="By scripts as they are in their drafts. JavaScript that says nothing of its types is not seen through."
        placeholder="Choose a setting"
        searchable
        clearable
        value={chosen}
        data={paths.map((one) => one.join("."))}
        onChange={setChosen}
      />
      {path && (
        <div style={{ marginTop: 12 }}>
          <UsedBy key={chosen} thing={{ kind: "setting", path: [...path] }} empty="No script reads it." />
        </div>
      )}
    </section>
  );
}
