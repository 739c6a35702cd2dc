import { Button, Input } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { faultOf } from "../../../app/fault.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { Bar } from "../../../components/skeletons.tsx";
import { RealmChangedElsewhere } from "./realm-changed-elsewhere.tsx";
import styles from "./schema-form.module.css";
import { issuesOf, type SettingsIssue } from "./settings-issues.ts";
import { SettingsOutline } from "./settings-outline.tsx";
import { type Realm, useSchemaTexts } from "./use-realm-texts.ts";
import { useSchemaPreview } from "./use-schema-preview.ts";

const SettingsEditor = lazy(() => import("./settings-editor.tsx"));
const nothing = {};
const none: SettingsIssue[] = [];

/** The schema and the settings beside what they make: problems, and the type that scripts see. Both are saved as one. */
export function SchemaForm({ realm, onClose }: { realm: Realm; onClose: () => void }) {
  const trpc = useTRPC();
  const { texts, base, movedOn, edit, keepMine, reset } = useSchemaTexts(realm);
  const { problem, preview, error } = useSchemaPreview(realm.name, texts.schema, texts.settings);
  const update = useMutation(
    trpc.realms.update.mutationOptions({
      onSuccess() {
        reset(realm);
        void queryClient.invalidateQueries(trpc.host.pathFilter());
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.realms.pathFilter()),
    }),
  );
  const save = () =>
    update.mutate({
      realm: realm.name,
      basedOn: base,
      settingsSchema: JSON.parse(texts.schema),
      settings: JSON.parse(texts.settings),
    });
  const failed = update.error ?? error;
  const found = preview?.issues ?? none;
  // The same list as long as the server says the same: each new one marks the texts anew.
  const placed = useMemo(
    () => ({ schema: issuesOf("settingsSchema", found), settings: issuesOf("settings", found) }),
    [found],
  );
  return (
    <>
      {movedOn ? (
        <RealmChangedElsewhere realm={realm} onKeepMine={keepMine} onTakeTheirs={() => reset(realm)} />
      ) : null}
      <div className={styles.columns}>
        {(["schema", "settings"] as const).map((field) => (
          <Input.Wrapper
            key={field}
            label={field === "schema" ? "JSON Schema" : "Settings"}
            labelElement="div"
          >
            <div className={styles.editor}>
              <Suspense fallback={<Bar />}>
                <SettingsEditor
                  realm={`${realm.name}.${field}`}
                  schema={nothing}
                  label={field === "schema" ? "Settings schema" : "Settings by this schema"}
                  text={texts[field]}
                  readOnly={false}
                  issues={placed[field]}
                  onChange={(text) => edit(field, text)}
                />
              </Suspense>
            </div>
          </Input.Wrapper>
        ))}
        <section aria-label="What scripts see">
          <div className={styles.title}>What scripts see</div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so the keyboard must reach it */}
          <pre className={styles.type} tabIndex={0}>
            {preview?.type ?? "The schema is none yet."}
          </pre>
          <SettingsOutline schema={texts.schema} />
        </section>
      </div>
      <ul className={styles.issues} aria-label="Problems">
        {problem === null ? null : <li>{problem}</li>}
        {found.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <span className="mono">{path}</span>: {message}
          </li>
        ))}
      </ul>
      {failed && !movedOn ? <FormProblem>{faultOf(failed).message}</FormProblem> : null}
      <Button
        mt={16}
        loading={update.isPending}
        disabled={movedOn || problem !== null || preview === undefined || preview.issues.length > 0}
        onClick={save}
      >
        Save schema and settings
      </Button>
    </>
  );
}
