import { type Shortcut, type ShortcutId, shortcuts } from "./shortcuts.ts";

export type Key = Pick<
  KeyboardEvent,
  "key" | "code" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey" | "getModifierState"
>;

export const isMac = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

/** The keys of a shortcut here. */
export function keysOf(shortcut: Pick<Shortcut, "keys" | "mac">, onMac = isMac): string {
  return (onMac ? shortcut.mac : undefined) ?? shortcut.keys;
}

/** Whether an event is a shortcut's keys. Of keys that are pressed one after the other it is never true. */
export function pressed(id: ShortcutId, event: Key, onMac = isMac): boolean {
  return pressedKeys(keysOf(shortcuts[id], onMac), event, onMac);
}

export function pressedKeys(keys: string, event: Key, onMac = isMac): boolean {
  const parts = keys.split("+");
  const name = parts.pop()!;
  const wants = (modifier: string) => parts.includes(modifier);
  // On many keyboards AltGr, which Windows tells as Ctrl and Alt, writes a character.
  if (event.getModifierState("AltGraph")) return false;
  const ctrl = wants("ctrl") || (wants("mod") && !onMac);
  const meta = wants("mod") && onMac;
  if (event.ctrlKey !== ctrl || event.metaKey !== meta || event.altKey !== wants("alt")) return false;
  // Which keys write `?` or `[` differs: only where Shift does not choose the character it is asked for.
  const isSign = name.length === 1 && !/[a-z0-9]/.test(name);
  if (!(isSign && !wants("shift")) && event.shiftKey !== wants("shift")) return false;
  return names(event).includes(name.toLowerCase());
}

/** What a key may be called: by its character, and by its place where the character is of another alphabet. */
function names({ key, code }: Key): string[] {
  if (key === " ") return ["space"];
  const character = key.toLowerCase();
  const isForeign = key.length === 1 && key > "\u007f";
  return isForeign && code.startsWith("Key") ? [character, code.slice(3).toLowerCase()] : [character];
}
