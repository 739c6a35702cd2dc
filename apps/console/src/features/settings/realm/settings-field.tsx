import { Button, Input, Modal } from "@mantine/core";
import type { JsonSchema } from "@scriptyard/model";
import { lazy, Suspense, useState } from "react";
import { Bar } from "../../../components/skeletons.tsx";
import styles from "./realm.module.css";
import type { SettingsIssue } from "./settings-issues.ts";

// Monaco is large, and only this field of the settings needs it.
const SettingsEditor = lazy(() => import("./settings-editor.tsx"));
const DiffView = lazy(async () => ({ default: (await import("../../../monaco/diff-view.tsx")).DiffView }));

/** The realm's settings as JSON, and how they differ from what is saved. */
export function SettingsField(props: {
  realm: string;
  schema: JsonSchema;
  text: string;
  saved: string;
  readOnly: boolean;
  error: string | null;
  issues: readonly SettingsIssue[];
  onChange: (text: string) => void;
}) {
  const [comparing, setComparing] = useState(false);
  const { realm, schema, text, saved, readOnly, error, issues, onChange } = props;
  return (
    <Input.Wrapper
      mt={16}
      label="Settings"
      labelElement="div"
      description="Read by scripts as context.realm.settings. Ctrl+Space completes by the realm's own schema."
      error={error}
    >
      <div className={styles.box} data-invalid={error !== null || undefined}>
        {/* As high before Monaco is there as afterwards: what is below must not move away from under a cursor or an open menu. */}
        <div className={styles.editor}>
          <Suspense fallback={<Bar />}>
            <SettingsEditor
              realm={realm}
              schema={schema}
              text={text}
              readOnly={readOnly}
              issues={issues}
              onChange={onChange}
            />
          </Suspense>
        </div>
      </div>
      {text === saved ? null : (
        <Button mt={8} size="xs" variant="default" onClick={() => setComparing(true)}>
          Compare with what is saved
        </Button>
      )}
      <Modal
        opened={comparing}
        onClose={() => setComparing(false)}
        title="Settings: saved, and yours"
        size="80%"
      >
        <div className={styles.diff}>
          <Suspense fallback={<Bar />}>
            <DiffView original={saved} modified={text} language="json" labels={["Saved", "Yours"]} />
          </Suspense>
        </div>
      </Modal>
    </Input.Wrapper>
  );
}
