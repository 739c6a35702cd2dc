import { navItems } from "../nav.ts";

/** Where a key means something. `anywhere` and `go` hold beside each of the others. */
export type ShortcutPlace =
  | "anywhere"
  | "go"
  | "editor"
  | "code"
  | "sheet"
  | "trace"
  | "lists"
  | "errors"
  | "flow";

export type Shortcut = {
  /**
   * Keys pressed together are joined by `+`; those pressed one after the other stand apart.
   * `mod` is ⌘ on a Mac and Ctrl elsewhere.
   *
   * @example "mod+shift+p", "g e", "F8"
   */
  keys: string;
  /** Where a Mac has other ones than that. */
  mac?: string;
  /** What it does, as menus and the help say it. */
  what: string;
  place: ShortcutPlace;
  /** The command of Monaco that answers to it: shown here, done there. */
  monaco?: string;
};

/**
 * Every key of the console, once: what menus, tooltips and the help show is read from here, and what listens listens to
 * these. Only shown here are those of Monaco, and in lists and the flow graph Enter, Esc, Tab and Space, which are what the
 * focused element makes of them. A test compares all with the keys of Monaco, browsers and systems.
 */
export const shortcuts = {
  palette: { keys: "mod+k", what: "Find pages, scripts and actions", place: "anywhere" },
  help: { keys: "?", what: "Keyboard shortcuts", place: "anywhere" },
  sidebar: { keys: "[", what: "Fold or show the sidebar", place: "anywhere" },

  run: { keys: "mod+enter", what: "Run the draft", place: "editor" },
  save: { keys: "mod+s", what: "Save the draft now", place: "editor" },
  publish: { keys: "mod+shift+p", what: "Publish", place: "editor" },
  toggleTree: { keys: "mod+b", what: "Hide or show the tree", place: "editor" },
  toggleBottom: { keys: "mod+j", what: "Hide or show the panel below", place: "editor" },
  toggleRail: { keys: "mod+alt+b", what: "Hide or show the right rail", place: "editor" },
  format: { keys: "shift+alt+f", what: "Format", place: "editor" },
  wordWrap: { keys: "alt+z", what: "Wrap long lines, or not", place: "editor" },
  nextProblem: { keys: "F8", what: "Next problem", place: "editor" },

  quickFix: { keys: "mod+.", what: "Quick fix", place: "code", monaco: "editor.action.quickFix" },
  suggest: { keys: "ctrl+space", what: "Complete", place: "code", monaco: "editor.action.triggerSuggest" },
  definition: {
    keys: "F12",
    what: "Go to the definition",
    place: "code",
    monaco: "editor.action.revealDefinition",
  },
  references: {
    keys: "shift+F12",
    what: "Find references in the realm",
    place: "code",
    monaco: "editor.action.goToReferences",
  },
  rename: {
    keys: "F2",
    what: "Rename, in every script that uses it",
    place: "code",
    monaco: "editor.action.rename",
  },
  organiseImports: {
    keys: "shift+alt+o",
    what: "Organise imports",
    place: "code",
    monaco: "editor.action.organizeImports",
  },
  comment: {
    keys: "mod+/",
    what: "Comment the line, or not",
    place: "code",
    monaco: "editor.action.commentLine",
  },
  leaveByTab: {
    keys: "ctrl+m",
    mac: "ctrl+shift+m",
    what: "Tab leaves the text, or indents",
    place: "code",
    monaco: "editor.action.toggleTabFocusMode",
  },

  publishNow: { keys: "mod+enter", what: "Publish what is compared", place: "sheet" },

  traceOver: { keys: "n", what: "Next step, over calls", place: "trace" },
  traceBack: { keys: "shift+n", what: "Step back, over calls", place: "trace" },
  traceInto: { keys: "i", what: "Next step, into calls", place: "trace" },
  traceIntoBack: { keys: "shift+i", what: "Step back, into calls", place: "trace" },
  traceOut: { keys: "o", what: "Out of the call", place: "trace" },
  traceOutBack: { keys: "shift+o", what: "Back to before the call", place: "trace" },
  traceMark: { keys: "m", what: "Next log line, effect or call of the host", place: "trace" },
  traceMarkBack: { keys: "shift+m", what: "Back to a log line, effect or call of the host", place: "trace" },

  nextRow: { keys: "j", what: "Next row", place: "lists" },
  previousRow: { keys: "k", what: "Previous row", place: "lists" },
  openRow: { keys: "enter", what: "Open the row", place: "lists" },
  close: { keys: "escape", what: "Close the drawer", place: "lists" },
  search: { keys: "/", what: "Search in the list", place: "lists" },
  addFilter: { keys: "f", what: "Add a filter", place: "lists" },
  pause: { keys: "p", what: "Hold the list, or let it go on", place: "lists" },

  pickRow: { keys: "x", what: "Pick the row, or not", place: "errors" },
  pickAll: { keys: "shift+x", what: "Pick all rows, or none", place: "errors" },
  resolve: { keys: "e", what: "Resolve, or reopen", place: "errors" },
  mute: { keys: "m", what: "Mute…, or unmute", place: "errors" },
  writeComment: { keys: "c", what: "Write a comment", place: "errors" },
  undoAct: { keys: "u", what: "Undo the last act", place: "errors" },

  nextNode: { keys: "tab", what: "Next node", place: "flow" },
  summary: { keys: "space", what: "Summary of the node", place: "flow" },
  openNode: { keys: "enter", what: "Open its script", place: "flow" },
  tryFlow: { keys: "t", what: "Try the flow", place: "flow" },
  addNode: { keys: "n", what: "Add a node, after the selected one", place: "flow" },
  connectNode: { keys: "c", what: "Draw an edge from the selected node", place: "flow" },
  renameNode: { keys: "F2", what: "Rename the selected node", place: "flow" },
  removeNodes: { keys: "delete", mac: "backspace", what: "Delete what is selected", place: "flow" },
  undoDrawing: { keys: "mod+z", what: "Undo", place: "flow" },
  redoDrawing: { keys: "mod+shift+z", what: "Redo", place: "flow" },
  publishFlow: { keys: "mod+shift+p", what: "Publish the flow", place: "flow" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;

/** `g`, and then the letter of a page. */
const pages: Shortcut[] = navItems.map(({ key, label }) => ({
  keys: `g ${key}`,
  what: label,
  place: "go" as const,
}));

export const allShortcuts: readonly Shortcut[] = [...Object.values(shortcuts), ...pages];

export function shortcutsOf(place: ShortcutPlace): Shortcut[] {
  return allShortcuts.filter((shortcut) => shortcut.place === place);
}
