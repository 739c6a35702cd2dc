// Long: the one list of what can be done with a script, part by part of its menu; each command is a few lines of it.
import {
  Archive,
  BookOpen,
  FilePlus2,
  FileText,
  GitCompareArrows,
  History,
  LifeBuoy,
  ListOrdered,
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
import type { Command } from "../../../app/commands/offers.ts";
import type { RailTab } from "../../../app/editor-search.ts";
import { type ShortcutId, shortcuts } from "../../../app/keys/shortcuts.ts";
import type { ScriptCommands } from "../commands.ts";
import type { ScriptScope } from "../editor-context.ts";
import { organiseAction } from "../imports/use-organise-imports.ts";
import { showPanel, togglePanel } from "../layout/panels.ts";
import { openNewScript } from "../new-script/new-script-store.ts";
import type { EditorRoute } from "../search/use-editor-route.ts";
import type { ScriptDetail } from "../server/types.ts";

const size = 14;

/** What has a key is called as the help calls it. */
function keyed(shortcut: ShortcutId, command: Omit<Command, "id" | "label" | "shortcut">): Command {
  return { id: shortcut, label: shortcuts[shortcut].what, shortcut, ...command };
}

export function textActions(
  editor: ScriptScope["editor"],
  readOnlyReason: string | null,
  acts: { save: () => void; toggleWrap: () => void },
): Command[] {
  const ofMonaco = (action: string) => ({
    blocked: readOnlyReason ?? (editor ? null : "The draft is not in front."),
    run: () => void editor?.getAction(action)?.run(),
  });
  return [
    keyed("save", { icon: <Save size={size} />, blocked: readOnlyReason, run: acts.save }),
    keyed("format", { icon: <WandSparkles size={size} />, ...ofMonaco("editor.action.formatDocument") }),
    keyed("organiseImports", {
      icon: <ListOrdered size={size} />,
      ...ofMonaco(organiseAction),
    }),
    keyed("wordWrap", { icon: <TextWrap size={size} />, run: acts.toggleWrap }),
  ];
}

export function versionActions(
  script: { isLive: boolean; status: ScriptDetail["item"]["status"] },
  readOnlyReason: string | null,
  acts: { compare: () => void; discard: () => void; retire: () => void; showLostTexts: () => void },
): Command[] {
  const { isLive, status } = script;
  const unchanged = status === "live-with-changes" ? null : "Nothing differs from what is live.";
  return [
    {
      id: "compare",
      label: "Compare live with draft",
      icon: <GitCompareArrows size={size} />,
      blocked: isLive ? null : "No version is live yet.",
      run: acts.compare,
    },
    {
      id: "discard",
      label: "Discard changes…",
      icon: <Undo2 size={size} />,
      blocked: readOnlyReason ?? (isLive ? unchanged : "No version is live to go back to."),
      run: acts.discard,
    },
    {
      id: "retire",
      label: "Retire…",
      icon: <Archive size={size} />,
      blocked: readOnlyReason ?? (isLive ? null : "No version is live."),
      run: acts.retire,
    },
    { id: "lost", label: "Lost texts…", icon: <LifeBuoy size={size} />, run: acts.showLostTexts },
  ];
}

export function wayActions(
  flow: ScriptDetail["flow"],
  module: string,
  readOnlyReason: string | null,
  showFlow: (name: string) => void,
): Command[] {
  const toNew: Command = {
    id: "new",
    label: "New script…",
    icon: <FilePlus2 size={size} />,
    blocked: readOnlyReason,
    run: () => openNewScript(module),
  };
  if (!flow) return [toNew];
  const { name } = flow;
  const icon = <Waypoints size={size} />;
  return [{ id: "flow", label: `Show in flow ${name}`, icon, run: () => showFlow(name) }, toNew];
}

export function panelActions(): Command[] {
  return [
    keyed("toggleTree", { icon: <PanelLeft size={size} />, run: () => togglePanel("tree") }),
    keyed("toggleBottom", { icon: <PanelBottom size={size} />, run: () => togglePanel("bottom") }),
    keyed("toggleRail", { icon: <PanelRight size={size} />, run: () => togglePanel("rail") }),
  ];
}

/** What has a button of its own, for the palette. */
export function buttonActions(commands: ScriptCommands, patch: EditorRoute["patch"]): Command[] {
  const openTab = (tab: RailTab) => () => {
    showPanel("rail");
    patch({ tab });
  };
  return [
    keyed("run", { icon: <Play size={size} />, blocked: commands.runBlocked, run: commands.run }),
    keyed("publish", {
      icon: <UploadCloud size={size} />,
      blocked: commands.publishBlocked,
      run: commands.publish,
    }),
    { id: "input", label: "Input and samples", icon: <FileText size={size} />, run: openTab("input") },
    { id: "docs", label: "API docs", icon: <BookOpen size={size} />, run: openTab("docs") },
    { id: "settings", label: "Settings", icon: <Settings2 size={size} />, run: openTab("settings") },
    { id: "versions", label: "Versions, roll back", icon: <History size={size} />, run: openTab("versions") },
  ];
}
