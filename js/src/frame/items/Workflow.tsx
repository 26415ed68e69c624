/** A workflow: one line that says what is going on, opening to its tasks. */
import { Lightbulb, Tools } from "@openai/apps-sdk-ui/components/Icon";
import { ShimmerableText } from "@openai/apps-sdk-ui/components/ShimmerText";
import { t } from "../../i18n";
import type { Workflow as WorkflowData } from "../../protocol/types.gen";
import { Disclosure } from "../common/Disclosure";
import { NamedIcon } from "../common/NamedIcon";
import { TaskLine } from "./TaskLine";
import styles from "./Tasks.module.css";
import { taskTitle } from "./taskTitle";

type WorkflowProps = {
  workflow: WorkflowData;
  /** Whether it is still running. */
  active: boolean;
};

export function Workflow({ workflow, active }: WorkflowProps) {
  const icon = workflow.summary && "icon" in workflow.summary ? workflow.summary.icon : null;
  const Fallback = workflow.type === "reasoning" ? Lightbulb : Tools;
  const label = (
    <>
      {icon ? <NamedIcon name={icon} /> : <Fallback aria-hidden="true" />}
      <ShimmerableText as="span" shimmer={active}>
        {workflowTitle(workflow, active)}
      </ShimmerableText>
    </>
  );
  if (workflow.tasks.length === 0) return <p className={styles.line}>{label}</p>;
  return (
    <Disclosure label={label} initiallyOpen={workflow.expanded ?? false}>
      <ol className={styles.tasks}>
        {workflow.tasks.map((task, index) => (
          <TaskLine
            key={index}
            task={task}
            active={active && index === workflow.tasks.length - 1}
          />
        ))}
      </ol>
    </Disclosure>
  );
}

function workflowTitle(workflow: WorkflowData, active: boolean): string {
  const { summary, tasks, type } = workflow;
  if (summary && "title" in summary) return summary.title;
  if (summary && "duration" in summary) return durationTitle(summary.duration);
  const current = tasks.at(-1);
  if (active && current) return taskTitle(current);
  if (type === "reasoning") return t(active ? "workflow.reasoning" : "workflow.thought");
  return t(active ? "workflow.steps" : "workflow.done");
}

function durationTitle(duration: number): string {
  const minutes = Math.floor(duration / 60);
  const seconds = Math.round(duration % 60);
  if (minutes === 0) return t("workflow.duration", { seconds });
  return t("workflow.durationMinutes", { minutes, seconds });
}
