import { TagsInput, TextInput } from "@mantine/core";
import { useCallback, useMemo, useRef } from "react";
import { pressed } from "../../../app/keys/pressed.ts";
import { useCan } from "../../../app/me.ts";
import type { Inputs } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import page from "../../../components/page.module.css";
import { parseSettings } from "../parse-settings.ts";
import styles from "../settings.module.css";
import { RealmChangedElsewhere } from "./realm-changed-elsewhere.tsx";
import { RealmFormEnd } from "./realm-form-end.tsx";
import { SettingsField } from "./settings-field.tsx";
import { settingsIssues } from "./settings-issues.ts";
import { type Realm, useRealmTexts } from "./use-realm-texts.ts";
import { useSaveRealm } from "./use-save-realm.ts";
import { ZoneField } from "./zone-field.tsx";

/** What every script of the realm sees in `context.realm`. */
export function RealmForm({ realm }: { realm: Realm }) {
  const mayChange = useCan("admin");
  const { texts, saved, dirty, base, movedOn, edit, keepMine, reset } = useRealmTexts(realm);
  const hosts = texts.hosts.split("\n").filter(Boolean);
  const parsed = parseSettings(texts.settings);
  const save = useSaveRealm(realm, reset);
  const { form, at, rest } = useForm({
    values: { ...texts, allowedHosts: texts.hosts },
    own: {
      title: texts.title.trim() ? null : "Give the realm a title.",
      timeZone: null,
      allowedHosts: null,
      settings: parsed.ok ? null : parsed.problem,
    },
    error: save.error,
    // Ctrl+S once more while it is on its way would be refused as somebody else's change.
    onValid: () =>
      parsed.ok &&
      !save.isPending &&
      save.mutate({
        realm: realm.name,
        basedOn: base,
        title: texts.title.trim(),
        timeZone: texts.timeZone,
        allowedHosts: hosts,
        settings: parsed.value as NonNullable<Inputs["realms"]["update"]["settings"]>,
      }),
  });
  const issues = useMemo(() => settingsIssues(save.error), [save.error]);
  // The editor listens with it: it is to be the same one from letter to letter.
  const latest = useRef(edit);
  latest.current = edit;
  const editSettings = useCallback((text: string) => latest.current("settings", text), []);
  return (
    <form
      className={`${page.card} ${styles.form} ${styles.wide}`}
      {...form}
      aria-label={`Realm ${realm.name}`}
      onKeyDown={(event) => {
        if (!mayChange || !pressed("save", event)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      {movedOn ? (
        <RealmChangedElsewhere realm={realm} onKeepMine={keepMine} onTakeTheirs={() => reset(realm)} />
      ) : null}
      <TextInput
        label="Title"
        maxLength={120}
        disabled={!mayChange}
        error={at.title}
        value={texts.title}
        onChange={(event) => edit("title", event.currentTarget.value)}
      />
      <ZoneField
        own={realm.timeZone}
        disabled={!mayChange}
        error={at.timeZone}
        value={texts.timeZone}
        onChange={(value) => edit("timeZone", value)}
      />
      <TagsInput
        mt={16}
        label="Allowed hosts"
        description="Where links and redirects of scripts may lead, e.g. example.com. Enter adds one."
        disabled={!mayChange}
        error={at.allowedHosts}
        value={hosts}
        onChange={(next) => edit("hosts", next.map((host) => host.trim().toLowerCase()).join("\n"))}
      />
      <SettingsField
        realm={realm.name}
        schema={realm.settingsSchema}
        text={texts.settings}
        saved={saved.settings}
        readOnly={!mayChange}
        error={at.settings ?? (parsed.ok ? null : parsed.problem)}
        issues={issues}
        onChange={editSettings}
      />
      {rest === null || movedOn ? null : <FormProblem>{rest}</FormProblem>}
      <RealmFormEnd
        mayChange={mayChange}
        blocked={movedOn}
        saving={save.isPending}
        kept={dirty}
        onDiscard={() => reset(realm)}
      />
    </form>
  );
}
