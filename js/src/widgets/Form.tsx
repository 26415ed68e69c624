/** Fields that are sent together. */

import { directionOf } from "./Box";
import styles from "./Box.module.css";
import { boxStyle } from "./boxStyle";
import type { Drawn } from "./Component";
import { FormProvider } from "./FormProvider";

export function Form({ node, children }: Drawn) {
  return (
    <FormProvider action={node.onSubmitAction}>
      {({ pending }) => (
        // biome-ignore lint/a11y/useSemanticElements: forms may be in forms here, which HTML forbids
        <div
          role="form"
          className={`${styles.box} ${styles.spaced}`}
          data-direction={directionOf(node)}
          style={boxStyle(node)}
          aria-busy={pending || undefined}
        >
          {children}
        </div>
      )}
    </FormProvider>
  );
}
