import { Button, Group } from "@mantine/core";
import { FileQuestion } from "lucide-react";
import { faultOf } from "../../../app/fault.ts";
import { useEditorScope } from "../editor-context.ts";
import styles from "./notices.module.css";

/** The address names a script that is not there, or the server did not answer. */
export function ScriptMissing({ error, retry }: { error: unknown; retry: () => void }) {
  const { route } = useEditorScope();
  const fault = faultOf(error);
  const gone = fault.code === "not_found";
  return (
    <div className={styles.center} role="alert">
      <FileQuestion size={28} aria-hidden className={styles.icon} />
      <h1>{gone ? `There is no script ${route.module}/${route.name}` : "The script could not be loaded"}</h1>
      <p className="soft">
        {gone
          ? "It may have been deleted, or the address is mistyped. Pick another script in the tree."
          : fault.message}
      </p>
      <Group gap={8} mt={12}>
        {!gone && <Button onClick={retry}>Try again</Button>}
        <Button variant="default" onClick={() => route.home()}>
          All scripts
        </Button>
      </Group>
    </div>
  );
}
