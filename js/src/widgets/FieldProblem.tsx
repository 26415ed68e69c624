/** What is wrong with a field, below it. */
import styles from "./Field.module.css";

export function FieldProblem({ id, problem }: { id: string; problem: string | null }) {
  return (
    problem !== null && (
      <span id={`${id}-problem`} role="alert" className={styles.problem}>
        {problem}
      </span>
    )
  );
}
