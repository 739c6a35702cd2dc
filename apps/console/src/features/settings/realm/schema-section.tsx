import { Button, Modal } from "@mantine/core";
import { Braces } from "lucide-react";
import { useState } from "react";
import { useCan } from "../../../app/me.ts";
import styles from "../settings.module.css";
import { SchemaForm } from "./schema-form.tsx";
import type { Realm } from "./use-realm-texts.ts";

/** What settings there are at all: their names, types and descriptions, as a JSON Schema. */
export function SchemaSection({ realm }: { realm: Realm }) {
  const mayChange = useCan("admin");
  const [open, setOpen] = useState(false);
  if (!mayChange) return null;
  return (
    <section className={styles.section} aria-labelledby="schema">
      <div className={styles.head}>
        <div>
          <h2 id="schema">Settings schema</h2>
          <p className="soft">
            A JSON Schema of the settings: it checks and completes them, and is the type of
            context.realm.settings in scripts.
          </p>
        </div>
        <Button
          variant="default"
          leftSection={<Braces size={14} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          Change the schema
        </Button>
      </div>
      <Modal opened={open} onClose={() => setOpen(false)} title="Settings schema" size="90%">
        {open ? <SchemaForm realm={realm} onClose={() => setOpen(false)} /> : null}
      </Modal>
    </section>
  );
}
