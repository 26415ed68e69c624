/** The conversation: a log that follows its end while the reader is there. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowDown } from "@openai/apps-sdk-ui/components/Icon";
import { LoadingIndicator } from "@openai/apps-sdk-ui/components/Indicator";
import { t } from "../../i18n";
import { useChat } from "../context";
import { Announcer } from "./Announcer";
import { Items } from "./Items";
import { Notices } from "./Notices";
import { OlderItems } from "./OlderItems";
import { Progress } from "./Progress";
import { SelectionReply } from "./SelectionReply";
import styles from "./Thread.module.css";
import { ThreadError } from "./ThreadError";
import { useThreadScroll } from "./useThreadScroll";
import { SCROLLER } from "./WindowedItems";

export function Thread() {
  const loading = useChat((state) => state.loading !== null);
  const busy = useChat((state) => state.response !== null);
  const { scroller, content, atEnd, scrollToEnd } = useThreadScroll();

  return (
    <div className={styles.thread}>
      <div ref={scroller} className={styles.scroller} {...{ [SCROLLER]: "" }}>
        <div ref={content} className={styles.content}>
          {!loading && <OlderItems />}
          <div
            role="log"
            aria-label={t("chat.thread")}
            // A growing answer is read out by the sentence, see below.
            aria-live="off"
            aria-busy={busy || loading}
            className={styles.log}
          >
            {loading ? <Loading /> : <Items />}
          </div>
          <Progress />
          <Notices />
          <ThreadError />
        </div>
      </div>
      <Announcer />
      <SelectionReply within={content} />
      {!atEnd && (
        <Button
          className={styles.latest}
          color="secondary"
          variant="outline"
          uniform
          size="md"
          aria-label={t("chat.scrollToLatest")}
          title={t("chat.scrollToLatest")}
          onClick={scrollToEnd}
        >
          <ArrowDown />
        </Button>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div className={styles.loading} role="status">
      <LoadingIndicator /> {t("chat.loading")}
    </div>
  );
}
