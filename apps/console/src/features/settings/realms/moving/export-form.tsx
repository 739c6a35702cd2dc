import { Button, Checkbox, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { showOnPage } from "../../../../app/page-toasts.ts";
import { useTRPC } from "../../../../app/trpc.ts";
import { useForm } from "../../../../app/use-form.ts";
import { FormProblem } from "../../../../components/form-problem.tsx";
import { saveArchive } from "./archive-file.ts";

const parts = [
  { key: "scripts", label: "Scripts and libraries", description: "Drafts, what is live, samples, settings." },
  { key: "flows", label: "Flows" },
  { key: "triggers", label: "Triggers", description: "Without their secrets." },
  { key: "settings", label: "Settings", description: "With their schema, the time zone and allowed hosts." },
  { key: "policy", label: "Security levels" },
] as const;

/** What of a realm goes into an archive; then the download. */
export function ExportForm({
  realm,
  onClose,
}: {
  realm: { name: string; title: string };
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<readonly string[]>(parts.map(({ key }) => key));
  const write = useMutation(
    trpc.realms.export.mutationOptions({
      onSuccess({ name, archive }) {
        saveArchive(name, archive);
        showOnPage({ message: `${realm.title} is exported as ${name}.` });
        onClose();
      },
    }),
  );
  const { form, at, rest } = useForm({
    values: { parts: chosen },
    own: { parts: chosen.length > 0 ? null : "Choose what is exported." },
    error: write.error,
    onValid: () =>
      write.mutate({
        realm: realm.name,
        ...(chosen.length === parts.length
          ? {}
          : { except: parts.map(({ key }) => key).filter((key) => !chosen.includes(key)) }),
      }),
  });
  return (
    <form {...form}>
      <p className="soft">
        A zip of files that people can read and keep under version control. Secrets, tokens and records are
        never in it; the names of secrets are.
      </p>
      <Checkbox.Group
        mt={12}
        label="What is exported"
        value={[...chosen]}
        onChange={setChosen}
        error={at.parts}
        {...(at.parts ? { "data-invalid-group": true } : {})}
      >
        <Stack gap={8} mt={8}>
          {parts.map(({ key, label, ...more }) => (
            <Checkbox key={key} size="xs" value={key} label={label} {...more} />
          ))}
        </Stack>
      </Checkbox.Group>
      {rest === null ? null : <FormProblem>{rest}</FormProblem>}
      <Button mt={20} type="submit" loading={write.isPending}>
        Export {realm.title}
      </Button>
    </form>
  );
}
