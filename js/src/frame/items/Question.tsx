/** One question of a structured input: choices, or a text. */
import { useId } from "react";
import { t } from "../../i18n";
import type { StructuredInputItem } from "../../protocol/types.gen";
import styles from "./StructuredInput.module.css";

export type QuestionData = StructuredInputItem["inputs"][number];

type QuestionProps<Data = QuestionData> = {
  question: Data;
  values: readonly string[];
  disabled: boolean;
  onChange: (values: readonly string[]) => void;
};

export function Question(props: QuestionProps) {
  const { question } = props;
  return question.type === "multiple_choice" ? (
    <Choices {...props} question={question} />
  ) : (
    <FreeText {...props} question={question} />
  );
}

type ChoicesProps = QuestionProps<Extract<QuestionData, { type: "multiple_choice" }>>;

function Choices({ question, values, disabled, onChange }: ChoicesProps) {
  const name = useId();
  const multiple = question.multiple ?? false;
  const toggle = (value: string, checked: boolean) => {
    if (!multiple) onChange([value]);
    else onChange(checked ? [...values, value] : values.filter((each) => each !== value));
  };
  return (
    <fieldset className={styles.question} disabled={disabled}>
      <legend className={`${styles.text} own-direction`}>{question.question}</legend>
      {question.options.map(({ value }) => (
        <label key={value} className={styles.choice}>
          <input
            type={multiple ? "checkbox" : "radio"}
            name={name}
            value={value}
            checked={values.includes(value)}
            onChange={({ target }) => toggle(value, target.checked)}
          />
          <span className="own-direction">{value}</span>
        </label>
      ))}
    </fieldset>
  );
}

type FreeTextProps = QuestionProps<Extract<QuestionData, { type: "freeform" }>>;

function FreeText({ question, values, disabled, onChange }: FreeTextProps) {
  const id = useId();
  return (
    <div className={styles.question}>
      <label htmlFor={id} className={`${styles.text} own-direction`}>
        {question.question}
      </label>
      {question.description && (
        <p id={`${id}-hint`} className={`${styles.hint} own-direction`}>
          {question.description}
        </p>
      )}
      <textarea
        id={id}
        className={styles.input}
        rows={2}
        // The placeholder is in the language of the chat.
        dir={values[0] ? "auto" : undefined}
        value={values[0] ?? ""}
        placeholder={t("questions.answer")}
        aria-describedby={question.description ? `${id}-hint` : undefined}
        disabled={disabled}
        onChange={({ target }) => onChange([target.value])}
      />
    </div>
  );
}
