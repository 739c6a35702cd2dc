import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { faultOf } from "../../../app/fault.ts";
import { hearOfScripts } from "../../../app/scripts/script-news.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { askUsedBy } from "../../../components/used-by/use-used-by.ts";
import { usedByWords } from "../../../components/used-by/used-by-words.ts";
import { closeDraft } from "../drafts/open-drafts.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import { closeTab } from "../tabs/open-tabs.ts";

/** Only for a script that was never published: nothing refers to it yet. */
export function DeleteScript() {
  const { route, readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
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
  const ask = async () => {
    const thing = { kind: "script", scriptId: item.id } as const;
    const users = usedByWords(await askUsedBy(trpc, route.realm, thing));
    confirm({
      title: `Delete ${specifierOf(item)}?`,
      text: ["The draft and its samples are deleted for everybody.", users || "Nothing uses it."].join(" "),
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
      disabled={readOnlyReason !== null}
      loading={remove.isPending}
      onClick={() => void ask()}
    >
      Delete script…
    </Button>
  );
}
