import { Button, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { PartialLimits } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { faultOf } from "../../../app/fault.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { CopyId } from "../../../components/copy-id.tsx";
import { usedOf } from "../../../components/cost-meters.tsx";
import { limitFields } from "../../../components/limit-fields.ts";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { runStateOf } from "../run/run-store.ts";
import { useReference } from "../server/queries.ts";
import { useStore } from "../state/store.ts";
import { DeleteScript } from "./delete-script.tsx";
import { LevelSelect } from "./level-select.tsx";
import { LimitInput } from "./limit-input.tsx";
import { NarrowedLimits } from "./narrowed-limits.tsx";
import styles from "./settings.module.css";

/** What goes with the text: description, security level, limits. Saved at once; live from the next publish on. */
export function SettingsRail() {
  const { route, readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
  const locked = readOnlyReason !== null;
  const trpc = useTRPC();
  const last = useStore(runStateOf(item.id)).execution;
  const hook = useReference(route.realm).data?.hooks.find((h) => h.name === item.hook);
  const [description, setDescription] = useState(item.description);
  const update = useMutation(
    trpc.scripts.updateSettings.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.scripts.get.pathKey() }),
          hearOfScripts(route.realm, { ids: [item.id] }),
          queryClient.invalidateQueries(trpc.policy.script.queryFilter({ scriptId: item.id })),
        ]),
      onError: (error) =>
        notifications.show({
          color: "red",
          title: "The setting was not saved",
          message: faultOf(error).message,
        }),
    }),
  );
  const change = (values: { description?: string; limits?: PartialLimits; securityLevel?: string }) =>
    update.mutate({ scriptId: item.id, ...values });

  return (
    <div className={styles.settings}>
      {locked && <p className={styles.locked}>{readOnlyReason}</p>}
      <Textarea
        size="xs"
        label="Description"
        placeholder="What this script decides, in a sentence"
        autosize
        minRows={2}
        maxLength={500}
        readOnly={locked}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        onBlur={() => description !== item.description && change({ description })}
      />
      <LevelSelect
        scriptId={item.id}
        value={item.securityLevel}
        locked={locked}
        onChange={(securityLevel) => change({ securityLevel })}
      />
      <section aria-labelledby="limits-title" className={styles.section}>
        <h2 id="limits-title">Limits of one run</h2>
        <p className="faint small">Empty = the default. Live runs use them from the next publish on.</p>
        <div className={styles.limits}>
          {limitFields.map((field) => (
            <LimitInput
              key={field.key}
              field={field}
              limits={item.limits}
              used={usedOf(field.key, last)}
              locked={locked}
              onChange={(limits) => change({ limits })}
            />
          ))}
        </div>
        <NarrowedLimits scriptId={item.id} />
      </section>
      <section aria-labelledby="facts-title" className={styles.section}>
        <h2 id="facts-title">About</h2>
        <dl className={styles.facts}>
          <dt>Language</dt>
          <dd>{item.language === "typescript" ? "TypeScript" : "JavaScript"}</dd>
          <dt>Hook</dt>
          <dd>
            {hook ? <code>{hook.signature}</code> : item.hook ? <code>{item.hook}</code> : "none: a library"}
          </dd>
          {item.hook === null && (
            <>
              <dt>Import</dt>
              <dd>
                <code>
                  from "{item.module}/{item.name}"
                </code>
              </dd>
            </>
          )}
          <dt>Created</dt>
          <dd>
            <RelativeTime at={item.createdAt} />
          </dd>
          <dt>Id</dt>
          <dd>
            <CopyId id={item.id} short />
          </dd>
        </dl>
      </section>
      {item.liveVersion === null ? (
        <DeleteScript />
      ) : (
        <p className="faint small">
          A published script cannot be deleted: its versions and runs refer to it.
        </p>
      )}
      {update.isPending && (
        <Button size="compact-xs" variant="subtle" loading aria-label="Saving the settings" />
      )}
    </div>
  );
}
