/** Questions to the user: a form while they wait for an answer, and what was answered afterwards. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { type FormEvent, useState } from "react";
import { t } from "../../i18n";
import type { StructuredInputItem } from "../../protocol/types.gen";
import { useChat, useSend } from "../context";
import { Question, type QuestionData } from "./Question";
import styles from "./StructuredInput.module.css";

/** What is chosen or written so far, by the id of the question. */
type Answers = ReadonlyMap<string, readonly string[]>;

export function StructuredInput({ item }: { item: StructuredInputItem }) {
  return item.status === "answered" || item.status === "skipped" ? (
    <GivenAnswers item={item} />
  ) : (
    <Form item={item} />
  );
}

function Form({ item }: { item: StructuredInputItem }) {
  const send = useSend();
  const busy = useChat((state) => state.response !== null);
  const [answers, setAnswers] = useState<Answers>(new Map());
  const given = item.inputs.filter(({ id }) => valuesOf(answers, id).length > 0);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const entries = item.inputs.map(({ id }) => [id, answerOf(valuesOf(answers, id))] as const);
    send({
      type: "submitInput",
      itemId: item.id,
      input: { status: "answered", answers: Object.fromEntries(entries) },
    });
  };
  const skip = () => send({ type: "submitInput", itemId: item.id, input: { status: "skipped" } });
  return (
    <form className={styles.form} aria-label={t("questions.label")} onSubmit={submit}>
      {item.inputs.map((question) => (
        <Question
          key={question.id}
          question={question}
          values={answers.get(question.id) ?? []}
          disabled={busy}
          onChange={(values) => setAnswers(new Map(answers).set(question.id, values))}
        />
      ))}
      <div className={styles.buttons}>
        <Button color="secondary" variant="ghost" disabled={busy} onClick={skip}>
          {t("questions.skip")}
        </Button>
        <Button type="submit" color="primary" disabled={busy || given.length === 0}>
          {t("questions.submit")}
        </Button>
      </div>
    </form>
  );
}

function GivenAnswers({ item }: { item: StructuredInputItem }) {
  return (
    <dl className={styles.given}>
      {item.inputs.map((question) => (
        <div key={question.id}>
          <dt className="own-direction">{question.question}</dt>
          <dd className="own-direction">{givenText(item, question)}</dd>
        </div>
      ))}
    </dl>
  );
}

function givenText({ status }: StructuredInputItem, { answer }: QuestionData): string {
  const values = answer?.values ?? [];
  if (status === "skipped" || answer?.skipped || values.length === 0) return t("questions.skipped");
  return values.join(", ");
}

function valuesOf(answers: Answers, id: string): string[] {
  return (answers.get(id) ?? []).map((value) => value.trim()).filter((value) => value !== "");
}

function answerOf(values: string[]) {
  return values.length === 0 ? { skipped: true } : { values };
}
