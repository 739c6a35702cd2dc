import { Button, JsonInput, Select, TagsInput, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { type Inputs, type Outputs, queryClient, useTRPC } from "../../../app/trpc.ts";
import { useForm } from "../../../app/use-form.ts";
import { useKeptTexts } from "../../../app/use-kept-texts.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { FormProblem } from "../../../components/form-problem.tsx";
import { KeptNote } from "../../../components/kept-note.tsx";
import page from "../../../components/page.module.css";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { parseSettings } from "../parse-settings.ts";
import { PartnersSection } from "../partners/partners-section.tsx";
import styles from "../settings.module.css";
import { SettingUses } from "./setting-uses.tsx";

type Realm = Outputs["realms"]["list"][number];

export function RealmTab() {
  const name = useRealm();
  const query = useQuery(useTRPC().realms.list.queryOptions());
  const realm = query.data?.find((each) => each.name === name);
  if (realm)
    return (
      <>
        <RealmForm realm={realm} />
        <SettingUses schema={realm.settingsSchema} />
        <PartnersSection />
      </>
    );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <RowSkeletons rows={4} />;
}

function RealmForm({ realm }: { realm: Realm }) {
  const trpc = useTRPC();
  const mayChange = useCan("admin");
  const initial = textsOf(realm);
  const { texts, change, reset, kept } = useKeptTexts(`${realm.name}/realm`, initial);
  const { title, timeZone, settings } = texts;
  const hosts = texts.hosts.split("\n").filter(Boolean);
  const parsed = parseSettings(settings);
  const save = useMutation(
    trpc.realms.update.mutationOptions({
      onSuccess(saved) {
        reset(textsOf({ ...realm, ...saved }));
        notifications.show({
          message: `Realm ${saved.name} saved. Scripts see the new values from their next run.`,
        });
        void queryClient.invalidateQueries(trpc.realms.list.queryFilter());
        void queryClient.invalidateQueries(trpc.host.pathFilter());
      },
    }),
  );
  const { form, at, rest } = useForm({
    own: {
      title: title.trim() ? null : "Give the realm a title.",
      timeZone: null,
      allowedHosts: null,
      settings: parsed.ok ? null : parsed.problem,
    },
    error: save.error,
    onValid: () =>
      parsed.ok &&
      save.mutate({
        realm: realm.name,
        title: title.trim(),
        timeZone,
        allowedHosts: hosts,
        settings: parsed.value as NonNullable<Inputs["realms"]["update"]["settings"]>,
      }),
  });
  return (
    <form
      className={`${page.card} ${styles.form} ${styles.wide}`}
      {...form}
      aria-label={`Realm ${realm.name}`}
    >
      <TextInput
        label="Title"
        maxLength={120}
        disabled={!mayChange}
        error={at.title}
        value={title}
        onChange={(event) => change("title", event.currentTarget.value)}
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
        value={timeZone}
        data={zonesWith(realm.timeZone)}
        onChange={(value) => value && change("timeZone", value)}
      />
      <TagsInput
        mt={16}
        label="Allowed hosts"
        description="Where links and redirects of scripts may lead, e.g. example.com. Enter adds one."
        disabled={!mayChange}
        error={at.allowedHosts}
        value={hosts}
        onChange={(next) => change("hosts", next.map((host) => host.trim().toLowerCase()).join("\n"))}
      />
      <JsonInput
        mt={16}
        label="Settings"
        description="Read by scripts as context.realm.settings; checked against the realm's own schema when saved."
        autosize
        minRows={6}
        maxRows={24}
        disabled={!mayChange}
        styles={{ input: { fontFamily: "var(--sy-mono)", fontSize: 12 } }}
        value={settings}
        error={at.settings ?? (parsed.ok ? null : parsed.problem)}
        onChange={(text) => change("settings", text)}
      />
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      {mayChange ? (
        <div className={styles.buttons}>
          <Button type="submit" loading={save.isPending}>
            Save realm
          </Button>
          <KeptNote kept={kept} onDiscard={() => reset(initial)} />
        </div>
      ) : (
        <p className="soft" style={{ marginTop: 16 }}>
          Only admins change the realm.
        </p>
      )}
    </form>
  );
}

function textsOf({ title, timeZone, allowedHosts, settings }: Realm) {
  return { title, timeZone, hosts: allowedHosts.join("\n"), settings: JSON.stringify(settings, null, 2) };
}

function zonesWith(own: string): string[] {
  const zones = new Set(Intl.supportedValuesOf("timeZone"));
  return [...zones.add(own).add("UTC")].sort();
}
