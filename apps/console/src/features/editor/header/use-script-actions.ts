import { useNavigate } from "@tanstack/react-router";
import {
  BookOpen,
  FilePlus2,
  FileText,
  GitCompareArrows,
  History,
  LifeBuoy,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Play,
  Save,
  Settings2,
  TextWrap,
  Undo2,
  UploadCloud,
  WandSparkles,
  Waypoints,
} from "lucide-react";
import { useMemo } from "react";
import type { Command } from "../../../app/commands/offers.ts";
import { useWordWrap } from "../../../monaco/word-wrap.ts";
import type { ScriptCommands } from "../commands.ts";
import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { useDiscard } from "../history/use-discard.tsx";
import { showPanel, togglePanel } from "../layout/panels.ts";
import { openNewScript } from "../new-script/new-script-store.ts";
import type { RailTab } from "../search/editor-search.ts";

const size = 14;

/** What can be done with the script in front: `menu` by its sections, `more` in the palette only. */
export function useScriptActions(
  commands: ScriptCommands,
  showLostTexts: () => void,
): { menu: Command[][]; more: Command[] } {
  const { route, readOnlyReason } = useEditorScope();
  const { detail, editor } = useScriptScope();
  const navigate = useNavigate();
  const discard = useDiscard();
  const { wrap, toggle: toggleWrap } = useWordWrap();
  const { live, flow, item } = detail;
  const { status, module } = item;
  return useMemo(() => {
    const openTab = (tab: RailTab) => () => {
      showPanel("rail");
      route.patch({ tab });
    };
    const unchanged = status === "live-with-changes" ? null : "Nothing differs from what is live.";
    const text: Command[] = [
      {
        id: "save",
        label: "Save now",
        icon: <Save size={size} />,
        shortcut: "save",
        blocked: readOnlyReason,
        run: commands.save,
      },
      {
        id: "format",
        label: "Format",
        icon: <WandSparkles size={size} />,
        shortcut: "format",
        blocked: readOnlyReason ?? (editor ? null : "The draft is not in front."),
        run: () => void editor?.getAction("editor.action.formatDocument")?.run(),
      },
      {
        id: "wrap",
        label: wrap ? "Do not wrap long lines" : "Wrap long lines",
        icon: <TextWrap size={size} />,
        shortcut: "wordWrap",
        run: toggleWrap,
      },
    ];
    const versions: Command[] = [
      {
        id: "compare",
        label: "Compare live with draft",
        icon: <GitCompareArrows size={size} />,
        blocked: live ? null : "No version is live yet.",
        run: () => route.patch({ compare: "live...draft", version: undefined }, { push: true }),
      },
      {
        id: "discard",
        label: "Discard changes…",
        icon: <Undo2 size={size} />,
        blocked: readOnlyReason ?? (live ? unchanged : "No version is live to go back to."),
        run: () => void discard(),
      },
      { id: "lost", label: "Lost texts…", icon: <LifeBuoy size={size} />, run: showLostTexts },
    ];
    const ways: Command[] = [
      ...(flow
        ? [
            {
              id: "flow",
              label: `Show in flow ${flow.name}`,
              icon: <Waypoints size={size} />,
              run: () =>
                void navigate({
                  to: "/r/$realm/flows/$flow",
                  params: { realm: route.realm, flow: flow.name },
                }),
            },
          ]
        : []),
      {
        id: "new",
        label: "New script…",
        icon: <FilePlus2 size={size} />,
        blocked: readOnlyReason,
        run: () => openNewScript(module),
      },
    ];
    const panels: Command[] = [
      {
        id: "tree",
        label: "Show or hide: tree",
        icon: <PanelLeft size={size} />,
        shortcut: "toggleTree",
        run: () => togglePanel("tree"),
      },
      {
        id: "bottom",
        label: "Show or hide: panel below",
        icon: <PanelBottom size={size} />,
        shortcut: "toggleBottom",
        run: () => togglePanel("bottom"),
      },
      {
        id: "rail",
        label: "Show or hide: right rail",
        icon: <PanelRight size={size} />,
        shortcut: "toggleRail",
        run: () => togglePanel("rail"),
      },
    ];
    const more: Command[] = [
      {
        id: "run",
        label: "Run",
        icon: <Play size={size} />,
        shortcut: "run",
        blocked: commands.runBlocked,
        run: commands.run,
      },
      {
        id: "publish",
        label: "Publish…",
        icon: <UploadCloud size={size} />,
        shortcut: "publish",
        blocked: commands.publishBlocked,
        run: commands.publish,
      },
      { id: "input", label: "Input and samples", icon: <FileText size={size} />, run: openTab("input") },
      { id: "docs", label: "API docs", icon: <BookOpen size={size} />, run: openTab("docs") },
      { id: "settings", label: "Settings", icon: <Settings2 size={size} />, run: openTab("settings") },
      {
        id: "versions",
        label: "Versions, roll back",
        icon: <History size={size} />,
        run: openTab("versions"),
      },
    ];
    return { menu: [text, versions, ways, panels], more };
  }, [
    route,
    readOnlyReason,
    editor,
    navigate,
    discard,
    wrap,
    toggleWrap,
    live,
    flow,
    status,
    module,
    commands,
    showLostTexts,
  ]);
}
