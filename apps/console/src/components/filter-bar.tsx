import { Button, Menu, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { ListFilter, Search, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKey } from "../app/keys/use-key.ts";
import styles from "./filter-bar.module.css";

export type FilterChip = { key: string; name: string; value: string };

/** Search text, a menu to add filters, the chosen ones as chips that can be removed. `/` goes to the search. */
export function FilterBar(props: {
  label: string;
  text: string;
  placeholder: string;
  onText: (text: string) => void;
  chips: readonly FilterChip[];
  onRemove: (key: string) => void;
  onClear: () => void;
  /** Items of the menu. */
  menu: ReactNode;
  end?: ReactNode;
}) {
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
    <search className={styles.bar} aria-label={props.label}>
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
      <Menu position="bottom-start" width={180} menuItemTabIndex={0}>
        <Menu.Target>
          <Button variant="default" leftSection={<ListFilter size={14} aria-hidden="true" />}>
            Filter
          </Button>
        </Menu.Target>
        <Menu.Dropdown>{props.menu}</Menu.Dropdown>
      </Menu>
      {props.chips.map((chip) => (
        <span key={chip.key} className={styles.chip}>
          <span className={styles.name}>{chip.name}</span>
          <span className={`cut ${styles.value}`}>{chip.value}</span>
          <button
            type="button"
            aria-label={`Remove the filter ${chip.name} ${chip.value}`}
            onClick={() => props.onRemove(chip.key)}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </span>
      ))}
      {props.chips.length > 1 ? (
        <Button variant="subtle" color="gray" onClick={props.onClear}>
          Clear
        </Button>
      ) : null}
      <div className={styles.end}>{props.end}</div>
    </search>
  );
}
