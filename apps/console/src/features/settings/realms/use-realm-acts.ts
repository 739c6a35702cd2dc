import { useMutation } from "@tanstack/react-query";
import { showOnPage } from "../../../app/page-toasts.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";

/** Archiving and taking back, with what is asked before and said after. */
export function useRealmActs() {
  const trpc = useTRPC();
  const onSettled = () => queryClient.invalidateQueries(trpc.realms.pathFilter());
  const archive = useMutation(trpc.realms.archive.mutationOptions({ onSettled }));
  const restore = useMutation(
    trpc.realms.restore.mutationOptions({
      onSettled,
      onSuccess: ({ title }) =>
        showOnPage({ message: `${title} is open again. What it starts by itself runs.` }),
    }),
  );
  return {
    error: archive.error ?? restore.error,
    busy: archive.isPending || restore.isPending,
    askArchive: ({ name, title }: { name: string; title: string }) =>
      confirm({
        title: `Archive ${title}?`,
        text: "Its flows, endpoints, schedules, tools and messages stop at once, and nothing in it can be changed. Everything can still be read, and you can take it back.",
        action: `Archive ${title}`,
        danger: true,
        onConfirm: () => archive.mutate({ realm: name }),
      }),
    restore: (name: string) => restore.mutate({ realm: name }),
  };
}
