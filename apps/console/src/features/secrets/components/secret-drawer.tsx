import { Link } from "@tanstack/react-router";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import facts from "../../../components/record.module.css";
import { RelativeTime } from "../../../components/relative-time.tsx";
import { SidePanel } from "../../../components/side-panel.tsx";
import { ownerWords, type SecretRow } from "../words.ts";
import { RemoveSecret } from "./remove-secret.tsx";
import { RotateForm } from "./rotate-form.tsx";

/** One secret: who uses it, its versions, and a new value for it. */
export function SecretDrawer({ secret, onClose }: { secret: SecretRow | undefined; onClose: () => void }) {
  const mayChange = useCan("admin");
  return (
    <SidePanel
      label="Secret"
      onClose={onClose}
      title={secret ? <h2 className="cut mono">{secret.name}</h2> : null}
      actions={secret && mayChange ? <RemoveSecret secret={secret} onDone={onClose} /> : null}
    >
      {secret === undefined ? (
        <div className={facts.section}>
          <p className="soft">There is no such secret any more.</p>
        </div>
      ) : (
        <>
          <div className={facts.section}>
            <p className="soft">
              {ownerWords(secret)} {secret.script === null ? "may use it" : "alone may use it"}.{" "}
              {secret.lastUsedAt === null ? (
                "No run was handed it yet."
              ) : (
                <>
                  A run was last handed it <RelativeTime at={secret.lastUsedAt} />.
                </>
              )}
            </p>
            {secret.usedBy.length === 0 ? <p className="soft">No live script names it.</p> : null}
          </div>
          {secret.usedBy.length === 0 ? null : <UsedBy scripts={secret.usedBy} />}
          <div className={facts.section}>
            <h3>Versions</h3>
            <ul>
              {secret.versions.map(({ version, createdAt }) => (
                <li key={version}>
                  Version {version}, set <RelativeTime at={createdAt} />
                  {version === secret.version ? ", in use" : ""}
                </li>
              ))}
            </ul>
          </div>
          <div className={facts.section}>
            {mayChange ? (
              <>
                <h3>Rotate</h3>
                <RotateForm key={`${secret.name} ${secret.script}`} secret={secret} />
              </>
            ) : (
              <p className="soft">An admin sets and removes secrets.</p>
            )}
          </div>
        </>
      )}
    </SidePanel>
  );
}

function UsedBy({ scripts }: { scripts: readonly string[] }) {
  const realm = useRealm();
  return (
    <div className={facts.section}>
      <h3>Named by</h3>
      <ul>
        {scripts.map((specifier) => {
          const [module = "", name = ""] = specifier.split("/");
          return (
            <li key={specifier}>
              <Link to="/r/$realm/scripts/$module/$name" params={{ realm, module, name }} search={{}}>
                {specifier}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
