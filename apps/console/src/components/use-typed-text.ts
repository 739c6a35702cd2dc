import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

/**
 * A text that the address has, while it is typed. The address follows later than a hand types: a field that showed it alone would
 * lose letters, and put the cursor at its end.
 *
 * @param onText told without blanks around it
 * @param pauseMs how long the typing has to pause for it
 * @example const [typed, type] = useTypedText(search.q ?? "", (q) => void navigate({ search: { q } }));
 */
export function useTypedText(
  text: string,
  onText: (text: string) => void,
  pauseMs = 0,
): [typed: string, type: (text: string) => void] {
  const [typed, setTyped] = useState(text);
  /** What was sent and has not come back. */
  const told = useRef<string[]>([]);
  const before = useRef(text);
  useEffect(() => {
    if (text === before.current) return;
    before.current = text;
    const echo = told.current.indexOf(text);
    told.current = echo === -1 ? [] : told.current.slice(echo + 1);
    // The address changed by itself (Back, a link): show it, but never take typed letters away.
    if (echo === -1) setTyped(text);
  }, [text]);
  const send = (next: string): void => {
    const sent = next.trim();
    told.current.push(sent);
    onText(sent);
  };
  const sendLater = useDebouncedCallback(send, pauseMs);
  return [
    typed,
    (next) => {
      setTyped(next);
      if (pauseMs === 0) send(next);
      else sendLater(next);
    },
  ];
}
