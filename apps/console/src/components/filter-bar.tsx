import { Button, Menu } from "@mantine/core";
import { ListFilter, X } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./filter-bar.module.css";
import { SearchField } from "./search-field.tsx";

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
  return (
    <search className={styles.bar} aria-label={props.label}>
      <SearchField text={props.text} placeholder={props.placeholder} onText={props.onText} />
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
