/** One task of a workflow, or standing alone: its state, its title, what it found. */
import {
  Check,
  Document,
  Globe,
  ImageSquare,
  Lightbulb,
} from "@openai/apps-sdk-ui/components/Icon";
import { LoadingIndicator } from "@openai/apps-sdk-ui/components/Indicator";
import type { Task } from "../../protocol/types.gen";
import { NamedIcon } from "../common/NamedIcon";
import { Link } from "../markdown/Link";
import { Markdown } from "../markdown/Markdown";
import { linkTarget } from "../markdown/urls";
import styles from "./Tasks.module.css";
import { taskTitle } from "./taskTitle";

type TaskLineProps = {
  task: Task;
  /** Whether more of its text is on its way. */
  active?: boolean;
  as?: "li" | "div";
};

export function TaskLine({ task, active = false, as: Tag = "li" }: TaskLineProps) {
  return (
    <Tag className={styles.task} data-status={task.status_indicator ?? "none"}>
      <div className={styles.mark}>
        <TaskMark task={task} />
      </div>
      <div className={styles.body}>
        {(task.type !== "thought" || task.title) && (
          <p className={`${styles.name} own-direction`}>{taskTitle(task)}</p>
        )}
        <TaskDetails task={task} active={active} />
      </div>
    </Tag>
  );
}

function TaskMark({ task }: { task: Task }) {
  if (task.status_indicator === "loading") return <LoadingIndicator size={14} />;
  if (task.status_indicator === "complete") return <Check aria-hidden="true" />;
  switch (task.type) {
    case "web_search":
      return <Globe aria-hidden="true" />;
    case "file":
      return <Document aria-hidden="true" />;
    case "image":
      return <ImageSquare aria-hidden="true" />;
    case "thought":
      return <Lightbulb aria-hidden="true" />;
    case "custom":
      return task.icon ? <NamedIcon name={task.icon} /> : <span className={styles.dot} />;
    default:
      return <span className={styles.dot} />;
  }
}

function TaskDetails({ task, active }: { task: Task; active: boolean }) {
  switch (task.type) {
    case "custom":
    case "thought":
      return task.content ? (
        <div className={styles.content}>
          <Markdown text={task.content} streaming={active} />
        </div>
      ) : null;
    case "web_search":
      return (
        <Chips
          texts={task.queries ?? []}
          links={(task.sources ?? []).map(({ title, url }) => ({ title, url }))}
        />
      );
    case "file":
      return <Chips texts={(task.sources ?? []).map((source) => source.filename)} links={[]} />;
    default:
      return null;
  }
}

type ChipsProps = { texts: readonly string[]; links: readonly { title: string; url: string }[] };

function Chips({ texts, links }: ChipsProps) {
  if (texts.length + links.length === 0) return null;
  return (
    <ul className={styles.chips}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
      {links.map(({ title, url }) => (
        <li key={url}>
          <Link href={linkTarget(url) ?? undefined}>{title || url}</Link>
        </li>
      ))}
    </ul>
  );
}
