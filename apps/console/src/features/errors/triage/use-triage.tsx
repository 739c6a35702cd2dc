import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { ErrorAct } from "@scriptyard/model";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { faultOf } from "../../../app/fault.ts";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { showOnPage } from "../../../app/page-toasts.ts";
import { useRealm } from "../../../app/realm.ts";
import { queryClient, trpc } from "../../../app/trpc.ts";
import { countOf } from "../../../components/format.ts";
import { keyText } from "../../../components/key-hint.tsx";
import { actWords } from "./act-words.ts";

export type Triage = {
  act: (ids: readonly string[], act: ErrorAct) => void;
  /** Takes the last act of this page back. */
  undo: () => void;
  pending: boolean;
};

/** Resolves, reopens, mutes: says what it did, with the way back. */
export function useTriage(options: { onDone?: () => void } = {}): Triage {
  const { onDone } = options;
  const realm = useRealm();
  const last = useRef<{ actId: `eac_${string}`; toast: string } | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.errors.pathFilter());
  const undoing = useMutation(
    trpc.errors.undo.mutationOptions({
      onSuccess: (groups) =>
        void notifications.show({
          message:
            groups === 0
              ? "Somebody changed it since: nothing is undone."
              : `${countOf(groups, "error")} as before`,
        }),
      onError: (error) => refused("It was not undone", error),
      onSettled: refresh,
    }),
  );
  const acting = useMutation(
    trpc.errors.act.mutationOptions({
      onSuccess({ actId, changed }, { act }) {
        if (changed === 0)
          return void notifications.show({ message: "Nothing to change: it is so already." });
        onDone?.();
        const toast = showOnPage({
          title: actWords(act, changed),
          autoClose: 12_000,
          message: (
            <Button mt={6} size="compact-xs" variant="default" onClick={() => undo()}>
              Undo ({keyText(shortcuts.undoAct)})
            </Button>
          ),
        });
        last.current = { actId: actId as `eac_${string}`, toast };
      },
      onError: (error) => refused("Nothing was changed", error),
      onSettled: refresh,
    }),
  );
  const { mutate: send } = acting;
  const { mutate: takeBack } = undoing;
  const undo = useCallback(() => {
    if (last.current === null) return;
    const { actId, toast } = last.current;
    last.current = null;
    notifications.hide(toast);
    takeBack({ realm, actId });
  }, [realm, takeBack]);
  const act = useCallback(
    (ids: readonly string[], what: ErrorAct) => {
      if (ids.length > 0) send({ realm, ids: [...ids] as `erg_${string}`[], act: what });
    },
    [realm, send],
  );
  return { act, undo, pending: acting.isPending || undoing.isPending };
}

function refused(title: string, error: unknown): void {
  notifications.show({ color: "red", title, message: faultOf(error).message });
}
