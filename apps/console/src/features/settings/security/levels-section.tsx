import { Button, Modal, Select } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { SettingsCard, SettingsTable } from "../components/settings-table.tsx";
import { WhyReadOnly } from "../components/why-read-only.tsx";
import shared from "../settings.module.css";
import { LevelForm } from "./level-form.tsx";
import { LevelRow } from "./level-row.tsx";
import { NewLevelForm } from "./new-level-form.tsx";
import styles from "./security.module.css";
import type { PolicyView } from "./types.ts";
import { useSavePolicy } from "./use-save-policy.ts";

/** The default level, and every level with what it allows. */
export function LevelsSection({ view }: { view: PolicyView }) {
  const mayChange = useCan("admin");
  const [open, setOpen] = useState<string | null>(null);
  const save = useSavePolicy();
  const edited = view.levels.find((level) => level.name === open);
  const close = () => setOpen(null);
  return (
    <section className={shared.section} aria-labelledby="policy">
      <div className={shared.head}>
        <div>
          <h2 id="policy">Policy</h2>
          <p className="soft">
            A run gets what the host, the script's own settings and its security levels all allow. Changes
            hold from the next run on.
          </p>
        </div>
        {mayChange && (
          <Button
            variant="default"
            leftSection={<Plus size={14} aria-hidden="true" />}
            onClick={() => setOpen("\0new")}
          >
            New level
          </Button>
        )}
      </div>
      <Select
        label="Default level"
        description="For scripts whose settings name no level."
        w={280}
        mb={16}
        allowDeselect={false}
        disabled={!mayChange || save.isPending}
        value={view.policy.defaultLevel}
        data={view.levels.map((level) => level.name)}
        onChange={(defaultLevel) =>
          defaultLevel &&
          save.save(
            (now) => ({ ...now, defaultLevel }),
            (policy) => policy.defaultLevel,
          )
        }
        error={save.isError ? faultOf(save.error).message : null}
      />
      <SettingsCard>
        <SettingsTable
          className={styles.levels}
          columns={["Level", { end: "Processor" }, { end: "Memory" }, { end: "Operations" }, "Capabilities"]}
        >
          {view.levels.map((level) => (
            <LevelRow
              key={level.name}
              level={level}
              view={view}
              action={
                mayChange && (
                  <Button
                    variant="default"
                    aria-label={`Change level ${level.name}`}
                    onClick={() => setOpen(level.name)}
                  >
                    Change
                  </Button>
                )
              }
            />
          ))}
        </SettingsTable>
      </SettingsCard>
      {mayChange ? null : (
        <p className={`soft ${styles.note}`}>
          <WhyReadOnly what="the policy" />
        </p>
      )}
      <Modal opened={edited !== undefined} onClose={close} title={`Level ${edited?.name}`} size={640}>
        {edited ? <LevelForm level={edited} view={view} onClose={close} /> : null}
      </Modal>
      <Modal opened={open === "\0new"} onClose={close} title="New level" size={440}>
        {open === "\0new" ? <NewLevelForm view={view} onClose={close} onMade={setOpen} /> : null}
      </Modal>
    </section>
  );
}
