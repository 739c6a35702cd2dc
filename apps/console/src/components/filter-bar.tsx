import { Button, Menu } from "@mantine/core";
import { ListFilter, X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useKey } from "../app/keys/use-key.ts";
import styles from "./filter-bar.module.css";
import { FilterEdit, type FilterField } from "./filter-edit.tsx";
import { SearchField } from "./search-field.tsx";

export type FilterChip = { key: string; name: string; value: string };

/**
 * Search text, a menu to add filters, the chosen ones as chips that can be removed, and typed anew where they are texts.
 * `/` goes to the search, `f` opens the menu.
 */
export function FilterBar(props: {
  label: string;
  text: string;
  placeholder: string;
  onText: (text: string) => void;
  chips: readonly FilterChip[];
  onRemove: (key: string) => void;
  onClear: () => void;
  /** Filters that are typed; those that are chosen are items of the menu. */
  fields?: readonly FilterField[];
  menu: ReactNode;
  end?: ReactNode;
}) {
  const [choosing, setChoosing] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  useKey("addFilter", () => setChoosing(true));
  const { fields = [], chips } = props;
  const edited = fields.find(({ key }) => key === editing);
  const editor = edited && (
    <FilterEdit
      key={edited.key}
      field={edited}
      onDone={() => {
        setEditing(null);
        add.current?.focus();
      }}
    />
  );

  return (
    <search className={styles.bar} aria-label={props.label}>
      <SearchField text={props.text} placeholder={props.placeholder} onText={props.onText} />
      <Menu opened={choosing} onChange={setChoosing} position="bottom-start" width={200} menuItemTabIndex={0}>
        <Menu.Target>
          <Button ref={add} variant="default" leftSection={<ListFilter size={14} aria-hidden="true" />}>
            Add filter
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" className={styles.menu}>
          {fields.map(({ key, name }) => (
            <Menu.Item key={key} onClick={() => setEditing(key)}>
              {name}…
            </Menu.Item>
          ))}
          {props.menu}
        </Menu.Dropdown>
      </Menu>
      {chips.map((chip) =>
        chip.key === editing ? (
          editor
        ) : (
          <Chip
            key={chip.key}
            chip={chip}
            onEdit={fields.some(({ key }) => key === chip.key) ? () => setEditing(chip.key) : undefined}
            onRemove={() => props.onRemove(chip.key)}
          />
        ),
      )}
      {chips.some(({ key }) => key === editing) ? null : editor}
      {chips.length > 1 ? (
        <Button variant="subtle" color="gray" onClick={props.onClear}>
          Clear
        </Button>
      ) : null}
      <div className={styles.end}>{props.end}</div>
    </search>
  );
}

function Chip(props: { chip: FilterChip; onEdit: (() => void) | undefined; onRemove: () => void }) {
  const { name, value } = props.chip;
  return (
    <span className={styles.chip}>
      <span className={styles.name}>{name}</span>
      {props.onEdit ? (
        <button
          type="button"
          className={styles.again}
          onClick={props.onEdit}
          aria-label={`${name} ${value}: change`}
        >
          <bdi className="cut">{value}</bdi>
        </button>
      ) : (
        <bdi className={`cut ${styles.value}`}>{value}</bdi>
      )}
      <button type="button" aria-label={`Remove the filter ${name} ${value}`} onClick={props.onRemove}>
        <X size={13} aria-hidden="true" />
      </button>
    </span>
  );
}
