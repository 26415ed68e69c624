/** What happened in the last turn: models, tools, handoffs and raw events, on a line of time. */
import { useEffect, useState } from "react";
import type { TraceStep, TurnTrace } from "../../element/notebook";
import { CopyButton, SideDialog, SideDialogHeader, t, useAsk } from "../../widgets/kit";
import styles from "./TraceDrawer.module.css";

export type TraceDrawerProps = { onClose: () => void };

export function TraceDrawer({ onClose }: TraceDrawerProps) {
  const trace = useTrace();
  return (
    <SideDialog label={t("trace.open")} className={styles.drawer} onClose={onClose}>
      <SideDialogHeader title={t("trace.open")} onClose={onClose} />
      <div className={styles.scroll}>{trace !== undefined && <Content trace={trace} />}</div>
    </SideDialog>
  );
}

/** The trace; undefined until it is here, null where there is none. */
function useTrace(): TurnTrace | null | undefined {
  const ask = useAsk();
  const [trace, setTrace] = useState<TurnTrace | null>();
  useEffect(() => {
    let current = true;
    ask("trace", {}).then(
      (found) => current && setTrace(found),
      () => current && setTrace(null),
    );
    return () => {
      current = false;
    };
  }, [ask]);
  return trace;
}

function Content({ trace }: { trace: TurnTrace | null }) {
  if (trace === null) return <p role="status">{t("trace.none")}</p>;
  return (
    <>
      {trace.title && <p className={`${styles.question} own-direction`}>{trace.title}</p>}
      <p className={styles.summary}>{trace.summary}</p>
      {trace.error && <p className={styles.error}>{trace.error}</p>}
      <ol className={styles.steps}>
        {trace.steps.map((step, index) => (
          <li key={index}>
            <Step step={step} whole={trace.seconds} />
          </li>
        ))}
      </ol>
      <details className={styles.frames}>
        <summary>
          {t("trace.frames")} ({trace.frames.length + trace.more_frames})
        </summary>
        <pre>{trace.frames.join("\n")}</pre>
      </details>
      {trace.test !== null && <CopyTest test={trace.test} />}
    </>
  );
}

function Step({ step, whole }: { step: TraceStep; whole: number }) {
  const start = whole > 0 ? Math.min(99, (100 * step.started) / whole) : 0;
  const width = whole > 0 ? Math.min(100 - start, (100 * (step.seconds ?? 0)) / whole) : 0;
  const took = step.seconds === null ? "…" : `${step.seconds.toFixed(2)} s`;
  const timed = step.kind === "model" || step.kind === "tool";
  return (
    <details className={styles.step} data-kind={step.kind}>
      <summary>
        <span className={styles.kind}>{step.title}</span>
        <span className={styles.label}>{step.label}</span>
        <span className={styles.took}>{timed ? took : ""}</span>
        <span className={styles.bar} aria-hidden="true">
          <i style={{ insetInlineStart: `${start}%`, width: `${width}%` }} />
        </span>
      </summary>
      {step.given !== null && (
        <Part title={t(step.kind === "tool" ? "item.toolArguments" : "trace.input")}>
          {step.given}
        </Part>
      )}
      {step.output !== null && <Part title={t("item.toolOutput")}>{step.output}</Part>}
    </details>
  );
}

function Part({ title, children }: { title: string; children: string }) {
  return (
    <>
      <p className={styles.part}>{title}</p>
      <pre>{children}</pre>
    </>
  );
}

function CopyTest({ test }: { test: string }) {
  return (
    <section className={styles.test} aria-label={t("trace.copyTest")}>
      <div>
        <span>{t("trace.copyTest")}</span>
        <CopyButton text={test} label={t("trace.copyTest")} />
      </div>
      <pre>{test}</pre>
    </section>
  );
}
