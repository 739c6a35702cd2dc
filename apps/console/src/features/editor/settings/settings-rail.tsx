import { Button, Textarea } from "@mantine/core";
import { useStore } from "../../../app/store.ts";
import { ChangedElsewhere } from "../../../components/changed-elsewhere.tsx";
import { usedOf } from "../../../components/cost-meters.tsx";
import { limitFields } from "../../../components/limit-fields.ts";
import { UsedBy } from "../../../components/used-by/used-by.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { RetireButton } from "../retire/retire-button.tsx";
import { runStateOf } from "../run/run-store.ts";
import { DeleteScript } from "./delete-script.tsx";
import { LevelSelect } from "./level-select.tsx";
import { LimitInput } from "./limit-input.tsx";
import { NarrowedLimits } from "./narrowed-limits.tsx";
import { ScriptFacts } from "./script-facts.tsx";
import styles from "./settings.module.css";
import { useSettingsTexts } from "./use-settings-texts.ts";

/** What goes with the text: description, security level, limits. Saved at once; live from the next publish on. */
export function SettingsRail() {
  const { readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
  const locked = readOnlyReason !== null;
  const last = useStore(runStateOf(item.id)).execution;
  const settings = useSettingsTexts();
  const { texts, refusedAt, pending } = settings;

  return (
    <div className={styles.settings}>
      {locked && <p className={styles.locked}>{readOnlyReason}</p>}
      {settings.movedOn && (
        <ChangedElsewhere
          what="these settings"
          onKeepMine={settings.keepMine}
          onTakeTheirs={settings.takeTheirs}
        />
      )}
      <Textarea
        size="xs"
        label="Description"
        placeholder="What this script decides, in a sentence"
        autosize
        minRows={2}
        maxLength={500}
        readOnly={locked}
        value={texts.description ?? ""}
        error={refusedAt("description")}
        onChange={(event) => settings.change("description", event.currentTarget.value)}
        onBlur={() => settings.typed("description") && settings.save(["description"])}
      />
      <LevelSelect
        scriptId={item.id}
        value={item.securityLevel}
        locked={locked}
        refused={refusedAt("securityLevel")}
        onChange={settings.chooseLevel}
      />
      <section aria-labelledby="limits-title" className={styles.section}>
        <h2 id="limits-title">Limits of one run</h2>
        <p className="faint small">Empty = the default. Live runs use them from the next publish on.</p>
        <div className={styles.limits}>
          {limitFields.map((field) => (
            <LimitInput
              key={field.key}
              field={field}
              settings={settings}
              used={usedOf(field.key, last)}
              locked={locked}
            />
          ))}
        </div>
        <NarrowedLimits scriptId={item.id} />
      </section>
      <section aria-labelledby="used-title" className={styles.section}>
        <h2 id="used-title">Used by</h2>
        <UsedBy
          thing={{ kind: "script", scriptId: item.id }}
          empty={
            item.hook === null
              ? "No script imports this library."
              : "No flow and no trigger runs this script; calls over HTTP may."
          }
        />
      </section>
      <ScriptFacts item={item} />
      {item.liveVersion === null ? <DeleteScript /> : <RetireButton live={item.liveVersion} />}
      {pending && <Button size="compact-xs" variant="subtle" loading aria-label="Saving the settings" />}
    </div>
  );
}
