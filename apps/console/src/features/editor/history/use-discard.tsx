import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { showOnPage } from "../../../app/page-toasts.ts";
import { queryClient, useTRPC } from "../../../app/trpc.ts";
import { confirm } from "../../../components/confirm.tsx";
import { plural } from "../../../components/format.ts";
import { askUsedBy } from "../../../components/used-by/use-used-by.ts";
import { usedByWords } from "../../../components/used-by/used-by-words.ts";
import { replaceText } from "../../../monaco/replace-text.ts";
import { actOnDraft } from "../drafts/act-on-draft.ts";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { changesWithNames, type DraftEditor, discardWords, othersOf } from "./others-edits.ts";

/** Asks, naming whose changes go, then puts the draft back to the live text; the way back stays at hand. */
export function useDiscard(): () => Promise<void> {
  const { userId, route } = useEditorScope();
  const { realm } = route;
  const { detail, draft } = useScriptScope();
  const trpc = useTRPC();
  return useCallback(async () => {
    const { live, item } = detail;
    if (!live) return;
    // When nobody can say it just now, the discard is possible all the same: the server tells those whom it concerns.
    const [editors, users] = await Promise.all([
      queryClient
        .fetchQuery(trpc.drafts.editors.queryOptions({ scriptId: item.id }, { staleTime: 0 }))
        .catch((): DraftEditor[] => []),
      // What a library exports and others import may go with its changes; a script's nodes run versions.
      item.hook === null ? askUsedBy(trpc, realm, { kind: "script", scriptId: item.id }) : null,
    ]);
    const others = othersOf(editors, userId);
    const changes = plural(item.changedLines, "change");
    confirm({
      title: `Go back to live v${live.number}?`,
      text: [discardWords(live.number, changes, others), usedByWords(users)].filter(Boolean).join(" "),
      action: `Discard ${changes}`,
      danger: true,
      onConfirm: () => {
        const before = draft.model.getValue();
        actOnDraft(draft, live.source, { kind: "discard", version: live.number });
        offerUndo(draft, before, live.number, changesWithNames(changes, others));
      },
    });
  }, [detail, draft, userId, realm, trpc]);
}

function offerUndo(draft: OpenDraft, before: string, version: number, changes: string): void {
  const id = showOnPage({
    title: `The draft is the text of v${version} again`,
    autoClose: 12_000,
    message: (
      <Button
        mt={6}
        size="compact-xs"
        variant="default"
        onClick={() => {
          notifications.hide(id);
          replaceText(draft.model, before);
          draft.session.flush();
        }}
      >
        Bring back {changes}
      </Button>
    ),
  });
}
