import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { showOnPage } from "../../../../app/page-toasts.ts";
import { queryClient, trpcClient, useTRPC } from "../../../../app/trpc.ts";
import { readArchive } from "./archive-file.ts";
import { askedOf, firstChoice, type ImportPlan } from "./plan-choice.ts";

export type ImportFile = { name: string; archive: string };

/** An archive from the file that somebody chose to what was written: its plan, what of it is chosen, and the import. */
export function useImport(realm: { name: string; title: string }, onDone: () => void) {
  const trpc = useTRPC();
  const [file, setFile] = useState<ImportFile | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const asking = useRef<AbortController>(undefined);
  const plan = useMutation({
    mutationFn: ({ archive }: ImportFile): Promise<ImportPlan> => {
      asking.current = new AbortController();
      const { signal } = asking.current;
      return trpcClient.realms.planImport.mutate({ realm: realm.name, archive }, { signal });
    },
    onSuccess: (found) => setChosen(firstChoice(found)),
  });
  const write = useMutation(
    trpc.realms.import.mutationOptions({
      async onSuccess({ written, left }) {
        await queryClient.invalidateQueries();
        const more = left.length === 0 ? "" : ` ${left.length} in conflict stayed as they were.`;
        showOnPage({ message: `${written.length} written to ${realm.title}.${more}` });
        onDone();
      },
    }),
  );
  const choose = useMutation({
    async mutationFn(picked: File) {
      const read = await readArchive(picked);
      if ("problem" in read) throw new Error(read.problem);
      const next = { name: picked.name, archive: read.archive };
      write.reset();
      setFile(next);
      plan.mutate(next);
    },
  });
  return {
    file,
    plan: plan.data ?? null,
    isPlanning: plan.isPending,
    isWriting: write.isPending,
    error: choose.error ?? write.error ?? plan.error,
    chosen,
    choose: (picked: File | null) => picked && choose.mutate(picked),
    cancel: () => {
      asking.current?.abort();
      plan.reset();
      setFile(null);
    },
    again: () => {
      write.reset();
      if (file !== null) plan.mutate(file);
    },
    toggle: (key: string, on: boolean) =>
      setChosen((before) => new Set(on ? [...before, key] : [...before].filter((one) => one !== key))),
    write: (note: string) => {
      if (file === null || plan.data === undefined) return;
      const { basedOn } = plan.data;
      const { except, overwrite } = askedOf(plan.data, chosen);
      const words = note.trim() === "" ? {} : { note: note.trim() };
      write.mutate({ realm: realm.name, archive: file.archive, basedOn, except, overwrite, ...words });
    },
  };
}
