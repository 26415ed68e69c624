/** The conversation: a log that follows its end while the reader is there. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowDown } from "@openai/apps-sdk-ui/components/Icon";
import { LoadingIndicator } from "@openai/apps-sdk-ui/components/Indicator";
import { useRef } from "react";
import { t } from "../../i18n";
import { useChat } from "../context";
import { Announcer } from "./Announcer";
import { Items } from "./Items";
import { Notices } from "./Notices";
import { OlderItems } from "./OlderItems";
import { Progress } from "./Progress";
import { SCROLLER } from "./ScrollKeeper";
import { SelectionReply } from "./SelectionReply";
import styles from "./Thread.module.css";
import { ThreadError } from "./ThreadError";
import { useKeptFocus } from "./useKeptFocus";
import { useThreadScroll } from "./useThreadScroll";

export function Thread() {
  const loading = useChat((state) => state.loading !== null);
  const busy = useChat((state) => state.response !== null);
  const content = useRef<HTMLDivElement>(null);
  const scroll = useThreadScroll();
  const { watch, onScroll, atEnd, scrollToEnd } = scroll;
  const log = useKeptFocus();

  return (
    <div className={styles.thread}>
      <div ref={watch} className={styles.scroller} onScroll={onScroll} {...{ [SCROLLER]: "" }}>
        <div ref={content} className={styles.content}>
          <div ref={watch}>{!loading && <OlderItems />}</div>
          <div
            ref={log}
            role="log"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too.
            tabIndex={0}
            aria-label={t("chat.thread")}
            // A growing answer is read out by the sentence, see below.
            aria-live="off"
            aria-busy={busy || loading}
            className={styles.log}
          >
            {loading ? <Loading /> : <Items scroll={scroll} />}
          </div>
          <div ref={watch} className={styles.tail}>
            <Progress />
            <Notices />
            <ThreadError />
          </div>
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
