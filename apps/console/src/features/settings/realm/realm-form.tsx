import { Button, Select, TagsInput, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { pressed } from "../../../app/keys/pressed.ts";
import { useCan, useMe } from "../../../app/me.ts";
import { type Inputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeptNote } from "../../../components/kept-note.tsx";
import page from "../../../components/page.module.css";
import { parseSettings } from "../parse-settings.ts";
import styles from "../settings.module.css";
import { ChangedElsewhere } from "./changed-elsewhere.tsx";
import { SettingsField } from "./settings-field.tsx";
import { settingsIssues } from "./settings-issues.ts";
import { type Realm, useRealmTexts } from "./use-realm-texts.ts";

/** What every script of the realm sees in `context.realm`. */
export function RealmForm({ realm }: { realm: Realm }) {
  const trpc = useTRPC();
  const mayChange = useCan("admin");
  const myName = useMe()?.name ?? null;
  const { texts, saved, dirty, base, movedOn, edit, keepMine, reset } = useRealmTexts(realm);
  const hosts = texts.hosts.split("\n").filter(Boolean);
  const parsed = parseSettings(texts.settings);
  const save = useMutation(
    trpc.realms.update.mutationOptions({
      onSuccess(changed) {
        const mine = { ...realm, ...changed, changedByName: myName };
        queryClient.setQueryData(trpc.realms.list.queryKey(), (all) =>
          all?.map((one) => (one.name === mine.name ? mine : one)),
        );
        reset(mine);
        notifications.show({
          message: `Realm ${changed.name} saved. Scripts see the new values from their next run.`,
        });
        void queryClient.invalidateQueries(trpc.host.pathFilter());
      },
      // Refused because somebody was faster: the list knows who.
      onSettled: () => queryClient.invalidateQueries(trpc.realms.list.queryFilter()),
    }),
  );
  const { form, at, rest } = useForm({
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
        <ChangedElsewhere
          by={realm.changedByName}
          at={realm.lastChange?.at ?? null}
          onKeepMine={keepMine}
          onTakeTheirs={() => reset(realm)}
        />
      ) : null}
      <TextInput
        label="Title"
        maxLength={120}
        disabled={!mayChange}
        error={at.title}
        value={texts.title}
        onChange={(event) => edit("title", event.currentTarget.value)}
      />
      <Select
        mt={16}
        label="Time zone"
        description="What scripts see as the realm's zone: context.realm.timeZone and time.inZone."
        searchable
        allowDeselect={false}
        disabled={!mayChange}
        limit={50}
        nothingFoundMessage="No such zone"
        error={at.timeZone}
        value={texts.timeZone}
        data={zonesWith(realm.timeZone)}
        onChange={(value) => value && edit("timeZone", value)}
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
      <End
        mayChange={mayChange}
        blocked={movedOn}
        saving={save.isPending}
        kept={dirty}
        onDiscard={() => reset(realm)}
      />
    </form>
  );
}

function End(props: {
  mayChange: boolean;
  blocked: boolean;
  saving: boolean;
  kept: boolean;
  onDiscard: () => void;
}) {
  if (!props.mayChange)
    return (
      <p className="soft" style={{ marginTop: 16 }}>
        Only admins change the realm.
      </p>
    );
  return (
    <div className={styles.buttons}>
      <Button type="submit" disabled={props.blocked} loading={props.saving}>
        Save realm
      </Button>
      <KeptNote kept={props.kept} onDiscard={props.onDiscard} />
    </div>
  );
}

function zonesWith(own: string): string[] {
  const zones = new Set(Intl.supportedValuesOf("timeZone"));
  return [...zones.add(own).add("UTC")].sort();
}
