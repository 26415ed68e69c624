/** A tool that runs in the browser: its name, opening to what it was given and what it gave. */
import { Tools } from "@openai/apps-sdk-ui/components/Icon";
import { ShimmerableText } from "@openai/apps-sdk-ui/components/ShimmerText";
import { t } from "../../i18n";
import type { ClientToolCallItem } from "../../protocol/types.gen";
import { Disclosure } from "../common/Disclosure";
import styles from "./ClientToolCall.module.css";

export function ClientToolCall({ item }: { item: ClientToolCallItem }) {
  const label = (
    <>
      <Tools aria-hidden="true" />
      <ShimmerableText as="span" shimmer={item.status !== "completed"}>
        {t("item.tool", { name: item.name })}
      </ShimmerableText>
    </>
  );
  return (
    <Disclosure label={label}>
      <div className={styles.details}>
        <Value title={t("item.toolArguments")} value={item.arguments} />
        {item.status === "completed" && <Value title={t("item.toolOutput")} value={item.output} />}
      </div>
    </Disclosure>
  );
}

function Value({ title, value }: { title: string; value: unknown }) {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  return (
    <section>
      <h4 className={styles.title}>{title}</h4>
      <pre className={styles.value}>{text}</pre>
    </section>
  );
}
