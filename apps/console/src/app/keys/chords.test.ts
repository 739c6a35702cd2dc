import fc from "fast-check";
import { expect, test } from "vitest";
import { keyText } from "../../components/key-hint.tsx";
import { keysOf, pressedKeys } from "./pressed.ts";
import { allShortcuts, shortcutsOf } from "./shortcuts.ts";
import { overlayOpen, typing } from "./where.ts";

const pressedBy = (key: string, held: Partial<KeyboardEventInit> & { altGraph?: boolean } = {}) =>
  ({
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...held,
    getModifierState: (name: string) => name === "AltGraph" && held.altGraph === true,
  }) as never;

/** The event of a chord as a keyboard makes it. */
function eventOf(
  chord: string,
  onMac: boolean,
  held: Partial<KeyboardEventInit> & { altGraph?: boolean } = {},
) {
  const parts = chord.split("+");
  const key = parts.pop()!;
  const wants = (modifier: string) => parts.includes(modifier);
  return pressedBy(key === "space" ? " " : key.length === 1 && wants("shift") ? key.toUpperCase() : key, {
    ctrlKey: wants("ctrl") || (wants("mod") && !onMac),
    metaKey: wants("mod") && onMac,
    shiftKey: wants("shift"),
    altKey: wants("alt"),
    ...held,
  });
}

const chords = allShortcuts.flatMap((shortcut) =>
  [false, true].flatMap((onMac) =>
    keysOf(shortcut, onMac)
      .split(" ")
      .map((chord) => [chord, onMac] as const),
  ),
);

test("every chord of the table is heard where it is pressed, and by no other modifier held beside it", () => {
  const modifier = fc.constantFrom("ctrlKey", "metaKey", "altKey");
  fc.assert(
    fc.property(fc.constantFrom(...chords), modifier, ([chord, onMac], extra) => {
      expect(pressedKeys(chord, eventOf(chord, onMac), onMac), chord).toBe(true);
      const event = eventOf(chord, onMac) as unknown as Record<string, boolean>;
      const other = { ...event, [extra]: !event[extra] };
      expect(pressedKeys(chord, other as never, onMac), `${extra} ${chord}`).toBe(false);
      // AltGr writes a character.
      expect(pressedKeys(chord, eventOf(chord, onMac, { altGraph: true }), onMac)).toBe(false);
    }),
  );
});

test("a letter of another alphabet is known by its place, a sign by itself however it is written", () => {
  expect(pressedKeys("j", pressedBy("о", { code: "KeyJ" }), false)).toBe(true);
  expect(pressedKeys("j", pressedBy("ö", { code: "Semicolon" }), false)).toBe(false);
  expect(pressedKeys("?", pressedBy("?", { shiftKey: true }), false)).toBe(true);
  expect(pressedKeys("?", pressedBy("?"), false)).toBe(true);
  expect(pressedKeys("x", pressedBy("X", { shiftKey: true }), false)).toBe(false);
});

test("each shortcut is shown in the words of its system, and none is shown by nothing", () => {
  for (const shortcut of allShortcuts)
    for (const onMac of [false, true]) {
      const text = keyText(shortcut, onMac);
      expect(text, shortcut.what).not.toBe("");
      // A key is called as it is written on it: none by the name that a program has for it.
      expect(text, shortcut.what).not.toMatch(/(^|[ +])[a-z]/);
      expect(text, shortcut.what).not.toMatch(onMac ? /Ctrl|Alt|\+/ : /[⌘⇧⌥⌃]/);
    }
  expect(shortcutsOf("go").map(({ what }) => what)).toContain("Sources");
});

test("letters are letters in whatever takes text, and keys elsewhere", () => {
  document.body.innerHTML =
    '<input id="text"><input id="box" type="checkbox"><textarea id="area"></textarea><select id="select"></select>' +
    '<div id="combo" role="combobox"></div><div id="editable" contenteditable="true"></div><button id="button"></button>';
  const isTyping = (id: string) => {
    let answer = false;
    const element = document.getElementById(id)!;
    element.addEventListener("keydown", (event) => {
      answer = typing(event);
    });
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    return answer;
  };
  expect(["text", "area", "select", "combo"].map(isTyping)).toEqual([true, true, true, true]);
  expect(["box", "button"].map(isTyping)).toEqual([false, false]);
  expect(overlayOpen()).toBe(false);
  document.body.innerHTML = '<div role="menu">open</div>';
  expect(overlayOpen()).toBe(true);
  document.body.innerHTML = "";
});
