import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Command } from "../../../app/commands/offers.ts";
import { useWordWrap } from "../../../monaco/word-wrap.ts";
import type { ScriptCommands } from "../commands.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useDiscard } from "../history/use-discard.tsx";
import { buttonActions, panelActions, textActions, versionActions, wayActions } from "./script-actions.tsx";

/** What can be done with the script in front: `menu` by its sections, `more` in the palette only. */
export function useScriptActions(
  commands: ScriptCommands,
  showLostTexts: () => void,
): { menu: Command[][]; more: Command[] } {
  const { route, readOnlyReason } = useEditorScope();
  const { detail, editor } = useScriptScope();
  const navigate = useNavigate();
  const discard = useDiscard();
  const { toggle: toggleWrap } = useWordWrap();
  const { live, flow, item } = detail;
  const { status, module } = item;
  const liveNumber = live?.number;
  return useMemo(() => {
    const { realm, patch } = route;
    const showFlow = (name: string) =>
      void navigate({ to: "/r/$realm/flows/$flow", params: { realm, flow: name } });
    const menu = [
      textActions(editor, readOnlyReason, { save: commands.save, toggleWrap }),
      versionActions({ isLive: liveNumber !== undefined, status }, readOnlyReason, {
        compare: () => patch({ compare: "live...draft", version: undefined }, { push: true }),
        discard: () => void discard(),
        retire: () => patch({ retire: liveNumber, version: undefined }),
        showLostTexts,
      }),
      wayActions(flow, module, readOnlyReason, showFlow),
      panelActions(),
    ];
    return { menu, more: buttonActions(commands, patch) };
  }, [
    route,
    readOnlyReason,
    editor,
    navigate,
    discard,
    toggleWrap,
    liveNumber,
    flow,
    status,
    module,
    commands,
    showLostTexts,
  ]);
}
