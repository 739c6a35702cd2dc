import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Circle, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { CallCommand } from "../../../components/call/call-command.tsx";
import { keyText } from "../../../components/key-hint.tsx";
import { shortcuts } from "../../keys/shortcuts.ts";
import { serverAddress } from "../../mount.ts";
import styles from "./first-steps.module.css";
import type { FirstSteps } from "./use-first-steps.ts";

type StepId = keyof FirstSteps["done"];

/** The five steps, each with what it takes; of the one that is next everything is shown. */
export function StepList({ realm, steps }: { realm: string; steps: FirstSteps }) {
  const { example, done } = steps;
  const { module, name, sample, args } = example;
  const specifier = `${module}/${name}`;
  const toExample = (
    <Button
      size="compact-xs"
      variant="default"
      renderRoot={(props) => (
        <Link to="/r/$realm/scripts/$module/$name" params={{ realm, module, name }} search={{}} {...props} />
      )}
    >
      Open {specifier}
    </Button>
  );
  const all: { id: StepId; title: string; how: ReactNode }[] = [
    { id: "opened", title: `Open the example ${specifier}`, how: toExample },
    {
      id: "previewed",
      title: "Run it",
      how: (
        <>
          <p>
            The sample “{sample}” is its input. Run it with {keyText(shortcuts.run)}: nothing is changed by a
            preview.
          </p>
          {toExample}
        </>
      ),
    },
    {
      id: "published",
      title: "Change it and publish",
      how: (
        <>
          <p>Edit a number, look at the result, and choose Publish: the new version is live at once.</p>
          {toExample}
        </>
      ),
    },
    {
      id: "called",
      title: "Call it from your product",
      how: (
        <>
          <p>
            With a{" "}
            <Link to="/r/$realm/settings/$tab" params={{ realm, tab: "tokens" }}>
              token that may execute
            </Link>
            , from any language that speaks HTTP:
          </p>
          <details className={styles.command}>
            <summary>Show the command</summary>
            <CallCommand
              request={{
                method: "POST",
                url: `${serverAddress()}/api/v1/realms/${realm}/scripts/${specifier}/execute`,
                headers: { "content-type": "application/json" },
                body: JSON.stringify({ args }),
                auth: "token",
              }}
            />
          </details>
        </>
      ),
    },
    {
      id: "replayed",
      title: "Replay what happened",
      how: (
        <p>
          Each call stands under{" "}
          <Link to="/r/$realm/executions" params={{ realm }} search={{}}>
            Executions
          </Link>
          , what failed under{" "}
          <Link to="/r/$realm/errors" params={{ realm }} search={{}}>
            Errors
          </Link>
          . Open one and choose Replay: it runs again with the very input it had.
        </p>
      ),
    },
  ];
  const next = all.find(({ id }) => !done[id])?.id;
  return (
    <ol className={styles.steps}>
      {all.map(({ id, title, how }) => (
        <li key={id} data-done={done[id] || undefined} aria-current={id === next ? "step" : undefined}>
          {done[id] ? <CircleCheck size={16} aria-hidden /> : <Circle size={16} aria-hidden />}
          <div className={styles.step}>
            <span className={styles.title}>
              {title}
              {done[id] && <span className="hidden-text">, done</span>}
            </span>
            {id === next && <div className={styles.how}>{how}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
