import { Badge, Button, TextInput } from "@mantine/core";
import { holdsAll, wordsOf } from "@scriptyard/model";
import { LayoutTemplate, Search } from "lucide-react";
import { useMemo, useState } from "react";
import { EmptyState } from "../../../components/empty-state.tsx";
import { InlineNote } from "../../../components/inline-note.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { TextView } from "../../../monaco/text-view.tsx";
import type { Template } from "../server/types.ts";
import styles from "./new-script.module.css";

/** Templates with search; the source of the chosen one is shown before it is used. */
export function TemplateGallery(props: {
  templates: readonly Template[];
  pending: boolean;
  /** What to look for at first. */
  query?: string | undefined;
  onUse: (template: Template) => void;
}) {
  const { templates, pending, onUse } = props;
  const [query, setQuery] = useState(props.query ?? "");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const found = useMemo(() => search(templates, query), [templates, query]);
  const chosen = found.find((t) => t.id === chosenId) ?? found[0];

  return (
    <div className={styles.gallery}>
      <div className={styles.side}>
        <TextInput
          size="xs"
          placeholder={pending ? "Search templates" : `Search ${templates.length} templates`}
          aria-label="Search templates"
          data-autofocus
          leftSection={<Search size={13} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {/* The field is there from the first moment: the dialog gives it the focus. */}
        {pending ? (
          <RowSkeletons rows={6} height={48} />
        ) : (
          <ul className={styles.templates} aria-label="Templates">
            {found.map((template) => (
              <li key={template.id}>
                <button
                  type="button"
                  className={styles.template}
                  aria-pressed={template === chosen}
                  onClick={() => setChosenId(template.id)}
                  onDoubleClick={() => onUse(template)}
                >
                  <span className={styles.title}>{template.title}</span>
                  <span className={styles.description}>{template.description}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {chosen ? (
        <div className={styles.preview}>
          <div className={styles.previewHead}>
            <div>
              <h3>{chosen.title}</h3>
              <div className={styles.tags}>
                <Badge color="gray">{chosen.hook ?? "library"}</Badge>
                {chosen.tags.map((tag) => (
                  <Badge key={tag} color="gray">
                    {tag}
                  </Badge>
                ))}
                <span className="faint small">
                  {chosen.samples.length} {chosen.samples.length === 1 ? "sample" : "samples"}
                </span>
              </div>
            </div>
            <Button style={{ flex: "none" }} onClick={() => onUse(chosen)}>
              Use this template
            </Button>
          </div>
          {chosen.lacks && (
            <p className={styles.lacks}>
              <InlineNote tone="warn">{chosen.lacks}</InlineNote>
            </p>
          )}
          <div className={styles.source}>
            <TextView
              text={chosen.source}
              language={chosen.language}
              label={`Source of the template ${chosen.title}, read-only`}
            />
          </div>
        </div>
      ) : pending ? null : (
        <EmptyState icon={LayoutTemplate} title="No template matches">
          Try another word, or start blank for a hook.
        </EmptyState>
      )}
    </div>
  );
}

function search(templates: readonly Template[], query: string): Template[] {
  const words = wordsOf(query);
  return templates.filter((t) =>
    holdsAll(`${t.title} ${t.description} ${t.tags.join(" ")} ${t.hook ?? "library"} ${t.module}`, words),
  );
}
