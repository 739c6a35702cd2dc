import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { useCan } from "../../../app/me.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { askUsedBy } from "../../../components/used-by/use-used-by.ts";
import { usedByWords } from "../../../components/used-by/used-by-words.ts";
import { closeDraft } from "../drafts/open-drafts.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import { closeTab } from "../tabs/open-tabs.ts";

/** For a script of which nothing is live: by authors where it was never published, by admins with its versions too. */
export function DeleteScript() {
  const { route, readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
  const isAdmin = useCan("admin");
  const isRetired = item.status === "retired";
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.scripts.remove.mutationOptions({
      onSuccess() {
        const next = closeTab(route.realm, item);
        if (next) route.open(next.module, next.name);
        else route.home();
        closeDraft(item.id);
        void hearOfScripts(route.realm, { names: [{ module: item.module, name: item.name }] });
        notifications.show({ message: `${specifierOf(item)} was deleted.` });
      },
      onError: (error) =>
        notifications.show({ color: "red", title: "It was not deleted", message: faultOf(error).message }),
    }),
  );
  const goes = isRetired
    ? "All its versions, its draft, samples, state and secrets of its own"
    : "The draft and its samples";
  const ask = async () => {
    const thing = { kind: "script", scriptId: item.id } as const;
    const users = usedByWords(await askUsedBy(trpc, route.realm, thing));
    if (users !== "")
      return notifications.show({
        color: "red",
        title: `${specifierOf(item)} is needed`,
        message: `${users} Take it out there first, then delete it.`,
      });
    confirm({
      title: `Delete ${specifierOf(item)}?`,
      text: `${goes} are deleted for everybody, for good. What is recorded of its runs stays, and cannot be replayed any more.`,
      action: "Delete script",
      danger: true,
      onConfirm: () => remove.mutate({ scriptId: item.id }),
    });
  };
  return (
    <Button
      size="xs"
      variant="outline"
      color="red"
      style={{ justifySelf: "start" }}
      disabled={readOnlyReason !== null || (isRetired && !isAdmin)}
      title={isRetired && !isAdmin ? "It was published: admins delete it, with its versions." : undefined}
      loading={remove.isPending}
      onClick={() => void ask()}
    >
      Delete script…
    </Button>
  );
}
