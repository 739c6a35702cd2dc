import { useMe } from "../../../app/me.ts";
import { productSignIn } from "../../../app/mount.ts";
import styles from "../settings.module.css";
import { ChangePassword } from "./change-password.tsx";
import { OwnTokens } from "./own-tokens.tsx";
import { Sessions } from "./sessions.tsx";

export function ProfileTab() {
  const me = useMe();
  return (
    <>
      <section className={styles.section} aria-labelledby="you">
        <h2 id="you">{me?.name || me?.email}</h2>
        <p className="soft">
          {me?.email} · {me?.role}
        </p>
      </section>
      {productSignIn() === null ? (
        <>
          <ChangePassword />
          <Sessions />
        </>
      ) : null}
      <OwnTokens />
    </>
  );
}
