import { ActionIcon, Button, Popover } from "@mantine/core";
import { useMatches, useNavigate } from "@tanstack/react-router";
import { ListChecks, X } from "lucide-react";
import { lazy, Suspense, useEffect, useId, useRef } from "react";
import { useRealm } from "../../realm.ts";
import styles from "./first-steps.module.css";
import { useFirstSteps } from "./use-first-steps.ts";

const StepList = lazy(() => import("./step-list.tsx").then((module) => ({ default: module.StepList })));

/** Over the tree alone: what a step asks for is seen where it happens, in the text and below it. A command needs more room. */
const besideTheText = 212;

/** What whoever brings their own product does first: at hand on every page until it is done, or nobody wants it. */
export function FirstSteps() {
  const realm = useRealm();
  const steps = useFirstSteps(realm);
  const heading = useId();
  const panel = useId();
  useExampleFirst(realm, steps);
  if (steps === null) return null;
  const done = Object.values(steps.done);
  const count = done.filter(Boolean).length;
  const isOver = count === done.length;
  const isCalling = steps.done.published && !steps.done.called;
  return (
    <Popover
      opened={steps.view === "open"}
      position="right-end"
      width={isCalling ? 310 : besideTheText}
      closeOnClickOutside={false}
      // A dialog, which Mantine calls it, takes the keys; this stands beside the page, which is worked with meanwhile.
      withRoles={false}
      shadow="md"
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.pill}
          aria-expanded={steps.view === "open"}
          aria-controls={steps.view === "open" ? panel : undefined}
          onClick={() => steps.show(steps.view === "open" ? "folded" : "open")}
        >
          <ListChecks size={16} strokeWidth={1.75} aria-hidden />
          <span className={styles.label}>First steps</span>
          <span className={styles.count}>
            {count}
            <span aria-hidden>/</span>
            <span className="hidden-text"> of </span>
            {done.length}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown id={panel} role="region" aria-labelledby={heading} className={styles.panel ?? ""}>
        <div className={styles.head}>
          <h2 id={heading}>First steps</h2>
          <ActionIcon
            size="sm"
            variant="subtle"
            aria-label="Fold first steps"
            onClick={() => steps.show("folded")}
          >
            <X size={14} aria-hidden />
          </ActionIcon>
        </div>
        <Suspense>
          <StepList realm={realm} steps={steps} />
        </Suspense>
        <div className={styles.foot}>
          <span>{isOver ? "That is all there is to it." : "Each ticks itself once it has happened."}</span>
          <Button size="compact-xs" variant="subtle" onClick={() => steps.show("gone")}>
            {isOver ? "Done" : "Not needed"}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** A realm where nothing has happened opens on its example, not on figures of nothing. */
function useExampleFirst(realm: string, steps: ReturnType<typeof useFirstSteps>): void {
  const navigate = useNavigate();
  const isOverview = useMatches({ select: (matches) => matches.at(-1)?.routeId === "/r/$realm/" });
  // Only what the browser opened on: whoever goes to the overview means it.
  const opened = useRef<string | null>(realm);
  useEffect(() => {
    if (opened.current !== realm) opened.current = null;
    if (steps === null || opened.current === null) return;
    opened.current = null;
    const nothing = !Object.values(steps.done).includes(true);
    if (!isOverview || !nothing) return;
    const { module, name } = steps.example;
    void navigate({
      to: "/r/$realm/scripts/$module/$name",
      params: { realm, module, name },
      search: {},
      replace: true,
    });
  }, [steps, isOverview, realm, navigate]);
}
