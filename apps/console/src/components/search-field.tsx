import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useKey } from "../app/keys/use-key.ts";

/** Looks for a text that the address has, when the typing pauses. `/` goes there. */
export function SearchField(props: { text: string; placeholder: string; onText: (text: string) => void }) {
  const [text, setText] = useState(props.text);
  const sent = useRef(props.text);
  const input = useRef<HTMLInputElement>(null);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next.trim();
    props.onText(sent.current);
  }, 250);
  useEffect(() => {
    // The address changed by itself (Back, a link): show it, but never take typed letters away.
    if (props.text !== sent.current) {
      sent.current = props.text;
      setText(props.text);
    }
  }, [props.text]);
  useKey("search", () => input.current?.focus());
  return (
    <TextInput
      ref={input}
      size="xs"
      w={220}
      aria-label={props.placeholder}
      placeholder={props.placeholder}
      leftSection={<Search size={14} aria-hidden="true" />}
      value={text}
      maxLength={200}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}
