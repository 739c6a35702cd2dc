import { KeybindingsRegistry } from "monaco-editor/platform/keybinding/common/keybindingsRegistry.js";
import { describe, expect, test } from "vitest";
import { keyText } from "../../components/key-hint.tsx";
import { monaco } from "../../monaco/setup.ts";
import { type Key, pressed, pressedKeys } from "./pressed.ts";
import { allShortcuts, type Shortcut, type ShortcutPlace, shortcuts } from "./shortcuts.ts";

const key = (text: string, change: Partial<Key> = {}): Key => ({
  key: text,
  code: /^[a-z]$/i.test(text) ? `Key${text.toUpperCase()}` : text,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  getModifierState: () => false,
  ...change,
});
const ctrl = { ctrlKey: true };

describe("which keys were pressed", () => {
  test.each([
    ["run", key("Enter", ctrl)],
    ["save", key("s", ctrl)],
    ["publish", key("P", { ...ctrl, shiftKey: true })],
    ["toggleRail", key("b", { ...ctrl, altKey: true })],
    ["wordWrap", key("z", { altKey: true })],
    ["nextProblem", key("F8")],
    ["help", key("?", { shiftKey: true })],
    ["sidebar", key("[")],
    ["search", key("/", { shiftKey: true })],
    // A Cyrillic keyboard writes another letter at the same place.
    ["save", key("ы", { ...ctrl, code: "KeyS" })],
  ] as const)("%s", (id, event) => {
    expect(pressed(id, event, false)).toBe(true);
  });

  test.each([
    ["save", key("s")],
    ["save", key("s", { ...ctrl, altKey: true })],
    ["save", key("s", { ...ctrl, shiftKey: true })],
    ["save", key("s", { metaKey: true })],
    // AltGr and B writes a brace in Hungarian.
    [
      "toggleRail",
      key("{", { ...ctrl, altKey: true, code: "KeyB", getModifierState: (m) => m === "AltGraph" }),
    ],
  ] as const)("and not %s", (id, event) => {
    expect(pressed(id, event, false)).toBe(false);
  });

  test("⌘ on a Mac, where Alt writes other letters", () => {
    expect(pressed("save", key("s", { metaKey: true }), true)).toBe(true);
    expect(pressed("save", key("s", ctrl), true)).toBe(false);
    expect(pressed("wordWrap", key("Ω", { altKey: true, code: "KeyZ" }), true)).toBe(true);
  });

  test("other keys on a Mac, where it has them", () => {
    expect(pressed("leaveByTab", key("m", ctrl), true)).toBe(false);
    expect(pressed("leaveByTab", key("M", { ...ctrl, shiftKey: true }), true)).toBe(true);
    expect(pressed("leaveByTab", key("m", ctrl), false)).toBe(true);
    expect([false, true].map((onMac) => keyText(shortcuts.leaveByTab, onMac))).toEqual(["Ctrl+M", "⌃⇧M"]);
    expect(keyText({ keys: "g e" }, true)).toBe("G E");
  });
});

describe("no key means two things", () => {
  /** What may be in front at the same time as a place. */
  const beside: { [place in ShortcutPlace]: ShortcutPlace[] } = {
    anywhere: ["anywhere", "go", "editor", "code", "sheet", "trace", "lists", "errors", "flow"],
    go: ["go"],
    editor: ["editor", "code", "trace"],
    code: ["code"],
    sheet: ["sheet"],
    trace: ["trace"],
    lists: ["lists", "errors"],
    errors: ["errors"],
    flow: ["flow"],
  };

  test("of the console's own", () => {
    const twice = allShortcuts.flatMap((one, i) =>
      allShortcuts
        .slice(i + 1)
        .filter((other) => one.keys === other.keys)
        .filter(
          (other) => beside[one.place].includes(other.place) || beside[other.place].includes(one.place),
        ),
    );
    expect(twice).toEqual([]);
  });

  test("of those that a browser or a system never gives away", () => {
    const ofBrowsers = "n t w q tab shift+n shift+t shift+w shift+q";
    // Find, print, reload, the address, the tools; copy, cut, paste, undo, all.
    const ofEverybody = "f p r l shift+r shift+i shift+j shift+c c v x z a shift+z";
    // What a Mac keeps: hide, minimise, settings, search, its pictures.
    const ofSystems = "h m , space shift+3 shift+4 shift+5";
    const taken = new Set([
      ...`${ofBrowsers} ${ofEverybody} ${ofSystems}`.split(" ").map((keys) => `mod+${keys}`),
      ..."f1 f5 f6 f11 alt+f4 alt+tab alt+space alt+left alt+right alt+d".split(" "),
    ]);
    // In a graph nobody types, so there is nothing that the browser could undo.
    const ours = new Set<object>([shortcuts.undoDrawing, shortcuts.redoDrawing]);
    const others = allShortcuts.filter((shortcut) => !ours.has(shortcut));
    expect(others.filter(({ keys }) => taken.has(keys.toLowerCase()))).toEqual([]);
  });

  /** Monaco's keys on Linux and Windows, as `pressedKeys` reads them, with what they do. */
  function monacoKeys(): Map<string, string[]> {
    const bindings = new Map<string, string[]>();
    for (const { keybinding, command } of KeybindingsRegistry.getDefaultKeybindings()) {
      if (keybinding === null || command === null) continue;
      const [first, ...then] = keybinding.chords;
      if (first === undefined) continue;
      const modifiers = [
        first.ctrlKey ? "ctrl" : "",
        first.metaKey ? "meta" : "",
        first.shiftKey ? "shift" : "",
        first.altKey ? "alt" : "",
      ].filter(Boolean);
      const keys = [...modifiers, monaco.KeyCode[first.keyCode]].join("+");
      bindings.set(keys, [...(bindings.get(keys) ?? []), then.length > 0 ? `${command} (chord)` : command]);
    }
    return bindings;
  }

  const monacoNames: { [key: string]: string } = {
    enter: "Enter",
    escape: "Escape",
    space: "Space",
    tab: "Tab",
    ".": "Period",
    "/": "Slash",
    "[": "BracketLeft",
  };
  const inMonaco = ({ keys }: Shortcut): string => {
    const modifiers = keys.split("+").map((part) => (part === "mod" ? "ctrl" : part));
    const name = modifiers.pop()!;
    const known = monacoNames[name] ?? (/^[a-z]$/.test(name) ? `Key${name.toUpperCase()}` : name);
    return [
      ...["ctrl", "meta", "shift", "alt"].filter((modifier) => modifiers.includes(modifier)),
      known,
    ].join("+");
  };

  test("of Monaco's, but for what is taken from it on purpose", () => {
    const known = monacoKeys();
    const strong = allShortcuts.filter(({ place }) => place === "editor");
    const lost = [...strong, shortcuts.palette].flatMap((shortcut) => known.get(inMonaco(shortcut)) ?? []);
    expect([...new Set(lost.filter((command) => !command.endsWith("(chord)")))].sort()).toEqual(taken);
  });

  test("and what is left to Monaco is there, at the keys that are shown", () => {
    const known = monacoKeys();
    const missing = allShortcuts.filter(
      (shortcut) => shortcut.monaco && !known.get(inMonaco(shortcut))?.includes(shortcut.monaco),
    );
    expect(missing).toEqual([]);
  });

  const taken = [
    // Ctrl+Enter runs the draft; in Monaco it adds a line below, and in its small windows takes an entry aside.
    "acceptRenameInputWithPreview",
    "editor.action.insertLineAfter",
    // F8 in the text is left to Monaco, which shows the problem there.
    "editor.action.marker.nextInFiles",
    "openReferenceToSide",
    "previewSelectedCodeAction",
    "quickInput.accept",
  ];
});

test("keys of one chord are told apart from all others", () => {
  const events = [key("j"), key("j", ctrl), key("J", { shiftKey: true }), key("j", { altKey: true })];
  for (const { keys } of allShortcuts.filter((s) => !s.keys.includes(" "))) {
    expect(events.filter((event) => pressedKeys(keys, event, false)).length).toBeLessThanOrEqual(1);
  }
});
